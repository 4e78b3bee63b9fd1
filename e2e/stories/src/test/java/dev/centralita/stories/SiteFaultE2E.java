package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.NodePool;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What breaks at a site does not break what runs, and is repaired when it can be. */
class SiteFaultE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void aSiteThatCannotBeReachedKeepsWhatRunsThere() {
    var resident = world.applied(world.workload("resident", 2)).awaitReady();
    Set<String> pods = world.truth("madrid").podUidsOf(resident.uid());

    world.cluster("madrid").pauseApiServer();
    try {
      world.awaitSite("madrid", "Reachable", "False");
      var newcomer = world.applied(world.workload("newcomer", 1)).awaitReady();
      newcomer.awaitRefusal("madrid", "Unreachable");
      assertThat(newcomer.placements()).isEqualTo(Map.of("valencia", 1));
      assertThat(resident.placements()).isEqualTo(Map.of("madrid", 2));
    } finally {
      world.cluster("madrid").resumeApiServer();
    }

    world.awaitSite("madrid", "Reachable", "True");
    resident.awaitReady();
    assertThat(world.truth("madrid").podUidsOf(resident.uid())).isEqualTo(pods);
  }

  @Test
  void aSiteThatIsDownWhenTheOperatorStartsHoldsNobodyUp() {
    var resident = world.applied(world.workload("resident", 1)).awaitReady();
    world.operator().kill();
    world.cluster("madrid").stopApiServer();
    try {
      world.operator().start();
      world.awaitSite("madrid", "Reachable", "False");

      var newcomer = world.applied(world.workload("newcomer", 1));
      World.within(60).until(() -> world.truth("valencia").runningPodsOf(newcomer.uid()) == 1);
      assertThat(resident.placements()).isEqualTo(Map.of("madrid", 1));
    } finally {
      world.cluster("madrid").startApiServer();
    }

    world.awaitSite("madrid", "Reachable", "True");
    // So long without an API server, the site itself may evict the pod: then one runs elsewhere.
    resident.awaitReady();
    World.within(60).until(() -> resident.running().values().stream().mapToLong(n -> n).sum() == 1);
  }

  @Test
  @Needs(Ability.NEW_NODES)
  void podsOfALostNodeRunElsewhere() {
    var spread = world.applied(world.workload("spread", 8)).awaitReady();
    assertThat(spread.running()).isEqualTo(Map.of("madrid", 8L));
    String lost = world.truth("madrid").podsOf(spread.uid()).getFirst().getSpec().getNodeName();

    world.cluster("madrid").removeNode(lost);
    try {
      spread.awaitRunning(Map.of("madrid", 4L, "valencia", 4L)).awaitReady();
    } finally {
      world.cluster("madrid").addNodes(NodePool.of(1, "l4"));
    }
  }

  @Test
  void deletionWaitsForADeadSiteOnlySoLongAndCleansUpWhenItReturns() {
    var draft = world.workload("gone", 1);
    var gone = world.applied(draft).awaitReady();
    String uid = gone.uid();
    world.cluster("madrid").pauseApiServer();
    try {
      world.awaitSite("madrid", "Reachable", "False");
      world.delete(draft);

      World.within(60)
          .until(() ->
              world
                      .hub()
                      .genericKubernetesResources("centralita.dev/v1alpha1", "SovereignWorkload")
                      .inNamespace(world.namespace())
                      .withName("gone")
                      .get()
                  == null);
      assertThat(world.site("madrid").getStatus().tombstones())
          .anySatisfy(t -> assertThat(t.workloadUid()).isEqualTo(uid));
    } finally {
      world.cluster("madrid").resumeApiServer();
    }

    World.within(60).until(() -> world.truth("madrid").podsOf(uid).isEmpty());
    World.within(60)
        .until(() -> {
          var left = world.site("madrid").getStatus().tombstones();
          return left == null || left.isEmpty();
        });
  }
}
