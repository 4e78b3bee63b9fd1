package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.NodePool;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A thousand pods over sites of every kind, nearly filling them, each bound by the site's own
 * kube-scheduler: what the solver foresaw can be bound. Which node a pod gets is the scheduler's
 * choice (ADR 0001); how often it is another than advised, and why, is printed.
 */
@Needs(Ability.NEW_NODES)
class AgreementE2E {
  private static final int PODS = 1000;

  /**
   * Site to what it has besides its eight L4, which Paris, giving GPUs out by claims, does not
   * offer. Nine tenths are asked for; where some ask for one GPU and some for two, whatever the
   * scheduler does with the first leaves room for the second.
   */
  private static final Map<String, NodePool> POOLS =
      Map.of(
          "madrid", NodePool.of(30, "l4-8"),
          "valencia", NodePool.of(8, "h100-mig-single"),
          "barcelona", NodePool.of(8, "h100-mig-mixed"),
          "paris", NodePool.of(24, "h100-dra"));

  private static final String L4 = "NVIDIA-L4";
  private static final String H100 = "NVIDIA-H100-80GB-HBM3";

  /** Kind of workload to the makes of nodes that have such a thing, and how each gives it out. */
  private static final Map<String, Set<String>> FORESEEN =
      Map.of(
          "slice",
          Set.of("h100-mig-single nvidia.com/gpu", "h100-mig-mixed nvidia.com/mig-1g.10gb"),
          "quarter",
          Set.of("h100-mig-mixed nvidia.com/mig-2g.20gb"),
          "half",
          Set.of("h100-mig-mixed nvidia.com/mig-3g.40gb"),
          "one",
          Set.of("h100-dra claim"),
          "two",
          Set.of("h100-dra claim"),
          "small",
          Set.of("l4 nvidia.com/gpu", "l4-8 nvidia.com/gpu"),
          "pair",
          Set.of("l4 nvidia.com/gpu", "l4-8 nvidia.com/gpu"));

  @RegisterExtension static final World world = new World();

  private final Map<String, List<String>> added = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();

  @AfterEach
  void takeAwayTheNodes() {
    drafts.forEach(world::delete);
    patiently()
        .until(() ->
            world.planes().sites().stream()
                .allMatch(s -> new SiteTruth(s).deliveredPods().isEmpty()));
    added.forEach((site, nodes) -> nodes.forEach(world.cluster(site)::removeNode));
  }

  @Test
  void ofAThousandPodsEveryOneIsBoundAndOnWhatItAskedFor() {
    POOLS.forEach((site, pool) -> added.put(site, world.cluster(site).addNodes(pool)));
    added.keySet().forEach(site -> World.within(60).until(() -> seen(site)));
    workloads("slice", 28, Map.of("migProfile", "1g.10gb"));
    workloads("quarter", 3, Map.of("migProfile", "2g.20gb"));
    workloads("half", 3, Map.of("migProfile", "3g.40gb"));
    workloads("one", 4, Map.of("count", 1, "products", List.of(H100)));
    workloads("two", 2, Map.of("count", 2, "family", "hopper"));
    workloads("small", 9, Map.of("count", 1, "products", List.of(L4)));
    workloads("pair", 1, Map.of("count", 2, "products", List.of(L4)));
    long begin = System.nanoTime();

    drafts.forEach(world::apply);
    patiently().until(() -> ready() == PODS);

    say(
        "%d pods of %d workloads ready %d s after the first was applied",
        PODS, drafts.size(), Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    var unbindable = unbindable();
    say("pods that could not be bound at some moment: %d", unbindable.size());
    assertThat(unbindable).isEmpty();
    var bindings = world.planes().sites().stream().map(Bindings::new).toList();
    assertThat(bindings.stream().mapToInt(b -> b.pods().size()).sum()).isEqualTo(PODS);
    assertThat(bindings).allSatisfy(b -> assertThat(b.overheld()).isEmpty());
    assertThat(bindings.stream().flatMap(b -> b.pods().stream()))
        .allSatisfy(pod ->
            assertThat(FORESEEN.get(pod.workload().replaceFirst("-.*", "")))
                .as(pod.toString())
                .contains(pod.make() + " " + pod.form()));
    report(bindings);
  }

  private void workloads(String name, int count, Map<String, Object> accelerator) {
    for (int i = 0; i < count; i++) {
      drafts.add(
          world
              .workload(name + "-" + i, 20)
              .with("/spec/accelerator", accelerator)
              .with("/spec/template/spec/containers/0/resources/requests/cpu", "10m"));
    }
  }

  private static int ready() {
    return world.planes().sites().stream()
        .flatMap(
            s -> s.adminClient().apps().deployments().inAnyNamespace().list().getItems().stream())
        .mapToInt(AgreementE2E::ready)
        .sum();
  }

  private static int ready(Deployment deployment) {
    return Objects.requireNonNullElse(deployment.getStatus().getReadyReplicas(), 0);
  }

  /** The scheduler says of each pod that it found no node for, even if it finds one later. */
  private static Set<String> unbindable() {
    var found = new TreeSet<String>();
    for (var site : world.planes().sites()) {
      site.adminClient().v1().events().inAnyNamespace().list().getItems().stream()
          .filter(e -> "FailedScheduling".equals(e.getReason()))
          .filter(e -> e.getInvolvedObject().getNamespace().endsWith(world.namespace()))
          .forEach(e -> found.add(e.getInvolvedObject().getName() + ": " + e.getMessage()));
    }
    return found;
  }

  private static void report(List<Bindings> bindings) {
    var counts = new TreeMap<String, int[]>();
    for (var site : bindings) {
      for (var pod : site.pods()) {
        var n = counts.computeIfAbsent(pod.form(), form -> new int[3]);
        n[0]++;
        if (!site.isAdvised(pod)) {
          n[site.hasRoomWhereAdvised(pod) ? 2 : 1]++;
        }
      }
    }
    counts.forEach((form, n) ->
        say(
            "%s: %d pods, %d on another node than advised: %d because others had filled it, %d"
                + " because the scheduler scored another higher",
            form, n[0], n[1] + n[2], n[1], n[2]));
  }

  private static void say(String text, Object... values) {
    System.out.println("AgreementE2E: " + text.formatted(values));
  }

  /** The hub has heard of every node. */
  private boolean seen(String site) {
    var nodes = world.site(site).getStatus().nodes();
    return nodes != null
        && nodes
            == Objects.requireNonNull(added.get(site)).size() + (site.equals("madrid") ? 2 : 1);
  }

  private static org.awaitility.core.ConditionFactory patiently() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions();
  }
}
