package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change anywhere is followed; what no rule forbids stays where it is. */
class ChangeE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void anEditedTemplateRollsInPlace() {
    var draft = world.workload("roller", 2);
    var roller = world.applied(draft).awaitReady();
    var before = podNames("madrid", roller);

    world.apply(draft.with("/spec/template/spec/containers/0/image", "centralita/workload:other"));

    World.within(60)
        .until(() ->
            world.truth("madrid").podsOf(roller.uid()).stream()
                    .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                    .filter(
                        p -> p.getSpec().getContainers().getFirst().getImage().endsWith(":other"))
                    .count()
                == 2);
    roller.awaitReady();
    assertThat(roller.running()).isEqualTo(Map.of("madrid", 2L));
    assertThat(podNames("madrid", roller)).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aCordonKeepsWhatRunsAndLetsNothingIn() {
    var resident = world.applied(world.workload("resident", 1)).awaitReady();
    var pods = podNames("madrid", resident);

    world.apply(World.MADRID.with("/spec/unschedulable", true));
    world.awaitSite("madrid", "Reachable", "True");
    var newcomer = world.applied(world.workload("newcomer", 1)).awaitReady();

    assertThat(newcomer.running()).isEqualTo(Map.of("valencia", 1L));
    newcomer.awaitRefusal("madrid", "Cordoned");
    assertThat(podNames("madrid", resident)).isEqualTo(pods);
  }

  @Test
  void aDrainMovesWhatMayMoveAndKeepsWhatMayNot() {
    var mobile = world.applied(world.workload("mobile", 1)).awaitReady();
    var bound =
        world
            .applied(world.workload("bound", 1).with("/spec/latency/maxRoundTrip", "3ms"))
            .awaitReady();
    assertThat(bound.running()).isEqualTo(Map.of("madrid", 1L));

    world.apply(World.MADRID.with("/spec/drain", true));

    mobile.awaitRunning(Map.of("valencia", 1L));
    // Nowhere else is near enough: losing it would be worse than staying.
    assertThat(bound.running()).isEqualTo(Map.of("madrid", 1L));
  }

  @Test
  void whatADrainCouldNotMoveMovesWhenRoomAppears() {
    var atMadrid = world.workload("at-madrid", 8);
    world.applied(atMadrid).awaitRunning(Map.of("madrid", 8L));
    world.applied(world.workload("at-valencia", 8)).awaitRunning(Map.of("valencia", 8L));
    var stays =
        world
            .applied(
                world.workload("stays", 1).with("/spec/sovereignty/jurisdictions", List.of("ES")))
            .awaitRunning(Map.of("barcelona", 1L));
    world.apply(World.BARCELONA.with("/spec/drain", true));
    stays.awaitRefusal("madrid", "NodeFit");
    assertThat(stays.running()).isEqualTo(Map.of("barcelona", 1L));

    world.delete(atMadrid);

    stays.awaitRunning(Map.of("madrid", 1L)).awaitReady();
  }

  @Test
  void aDeletedSiteIsLeftInGoodOrder() {
    var mobile = world.applied(world.workload("mobile", 2)).awaitReady();

    world.delete(World.MADRID);

    mobile.awaitRunning(Map.of("valencia", 2L)).awaitReady();
    World.within(60)
        .until(() ->
            world
                    .hub()
                    .genericKubernetesResources("centralita.dev/v1alpha1", "EdgeSite")
                    .withName("madrid")
                    .get()
                == null);
    assertThat(world.truth("madrid").deliveredPods()).isEmpty();
  }

  @Test
  void aDeletedNamespaceTakesItsWorkloadsWithIt() {
    String doomed = world.newNamespace(world.namespace() + "-doomed", Map.of());
    world.applied(Draft.workload(doomed, "one", 1)).awaitReady();
    world.applied(Draft.workload(doomed, "two", 9)).awaitReady();

    world.hub().namespaces().withName(doomed).delete();

    World.within(60)
        .until(() ->
            world.planes().sites().stream()
                .allMatch(s -> world.truth(s.name()).deliveredPods().isEmpty()));
    World.within(60).until(() -> world.hub().namespaces().withName(doomed).get() == null);
    for (var site : world.planes().sites()) {
      World.within(60)
          .until(() -> site.adminClient().namespaces().withName("hub-" + doomed).get() == null);
    }
  }

  @Test
  void aSuspendedWorkloadHoldsNothingAndComesBack() {
    var draft = world.workload("sleeper", 2);
    var sleeper = world.applied(draft).awaitReady();

    world.apply(draft.with("/spec/suspend", true));
    sleeper.awaitRunning(Map.of());
    World.within(30).until(() -> world.gpusUsed("madrid") == 0);

    world.apply(draft.with("/spec/suspend", false));
    sleeper.awaitRunning(Map.of("madrid", 2L));
  }

  @Test
  void anSlaThatAppearsAndTightensIsFollowed() {
    var draft =
        world
            .workload("served", 1)
            .without("/spec/latency/populations")
            .with("/spec/latency/slaRef", Map.of("name", "gold"));
    var served = world.applied(draft).await("Reconciling", "True");
    assertThat(served.running()).isEmpty();

    world.apply(sla("50ms"));
    served.awaitRunning(Map.of("barcelona", 1L)).awaitReady();

    world.apply(sla("10us"));
    // No site can keep the promise: it says so and goes on serving rather than nobody.
    served.await("LatencyMet", "False");
    assertThat(served.running()).isEqualTo(Map.of("barcelona", 1L));
  }

  @Test
  void aQuietFleetWritesNothing() throws InterruptedException {
    var calm = world.applied(world.workload("calm", 2)).awaitReady();
    Thread.sleep(3_000);
    long hubMark = world.planes().hub().auditLog().mark();
    long siteMark = world.cluster("madrid").auditLog().mark();

    Thread.sleep(10_000);

    assertThat(writesByOperator(world.planes().hub().auditLog().since(hubMark))).isEmpty();
    assertThat(writesByOperator(world.cluster("madrid").auditLog().since(siteMark))).isEmpty();
    assertThat(calm.running()).isEqualTo(Map.of("madrid", 2L));
  }

  private static List<String> writesByOperator(List<dev.centralita.fleet.AuditEvent> events) {
    return events.stream()
        .filter(dev.centralita.fleet.AuditEvent::isWrite)
        .filter(e -> e.user().startsWith("system:serviceaccount:centralita-system:"))
        // The lease is what says that it lives.
        .filter(e -> !e.resource().equals("leases"))
        .map(e -> e.verb() + " " + e.resource() + " " + e.namespace() + "/" + e.name())
        .toList();
  }

  private static Draft sla(String maxRoundTrip) {
    return Draft.of(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: LatencySLA
        metadata: {name: gold, namespace: %s}
        spec:
          populations:
          - {name: coast, location: {latitude: "41.3874", longitude: "2.1686"}}
          target: {maxRoundTrip: %s, percentile: 99}
        """
            .formatted(world.namespace(), maxRoundTrip));
  }

  private static Set<String> podNames(String site, Watched workload) {
    return new HashSet<>(
        world.truth(site).podsOf(workload.uid()).stream()
            .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
            .map(p -> p.getMetadata().getName())
            .collect(Collectors.toSet()));
  }
}
