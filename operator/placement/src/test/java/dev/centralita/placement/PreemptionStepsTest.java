package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However few steps there are, the answer is one that may be carried out, or nobody. */
class PreemptionStepsTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  /** By how much the last thing begun may go beyond the steps. */
  private static final int SLACK = 100;

  @Test
  void nobodyLeavesForNothingWhateverTheSteps() {
    System.out.println("PreemptionStepsTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    int cut = 0;
    int helped = 0;
    for (int round = 0; round < 200; round++) {
      var fleet = PreemptionOracleTest.fleet(random.split());
      var parties = new ArrayList<List<Request>>();
      for (int w = random.nextInt(1, 4); w > 0; w--) {
        var request = preemptor("w" + w, random.nextInt(1, 3), random.nextInt(1, 5));
        if (fleet.whole(request, NOW) == null) {
          parties.add(List.of(request));
        }
      }
      var before = fleet.snapshot();
      var all = fleet.preempt(parties, Set.of(), NOW);
      for (int steps : new int[] {0, 5, 20, 40, 80, 160}) {
        var search = new Preempting(fleet, parties, Set.of(), NOW, steps);
        var found = search.run(parties);
        assertThat(search.spent()).as("seed %d", SEED).isLessThanOrEqualTo(2 * steps + SLACK);
        assertThat(fleet.snapshot()).as("seed %d", SEED).isEqualTo(before);
        PreemptionOracleTest.isSound(before, found);
        cut += found.equals(all) ? 0 : 1;
        helped += found.victims().isEmpty() ? 0 : 1;
      }
    }
    assertThat(cut).as("seed %d", SEED).isPositive();
    assertThat(helped).as("seed %d", SEED).isPositive();
  }

  private static Request preemptor(String uid, int replicas, int gpus) {
    return request(uid, replicas, gpus).edit().priority(5).preempts(true).done();
  }

  /** Sites from near to far, all full of single GPUs. */
  private static Fleet full(int sites) {
    var fleet = new Fleet();
    for (int s = 0; s < sites; s++) {
      var name = "s" + s;
      fleet.upsertSite(site(name, s * 20_000));
      for (var node : List.of("m", "n")) {
        fleet.upsertNode(name, node(node, "L4", 8));
        for (int i = 0; i < 8; i++) {
          var uid = name + node + i;
          var victim = request(uid, 1, 1).edit().preemptible(true).done();
          fleet.commit(uid, 1, victim, List.of(new Assignment(name, 1, List.of(node), 0, 72)));
          fleet.upsertPod(name, pod(uid, node, uid, 1));
        }
      }
    }
    return fleet;
  }

  @Test
  void aWideFleetIsSearchedAsFarAsTheStepsLast() {
    var fleet = full(300);
    var helpless = List.of(preemptor("w", 3, 8).edit().singleSite(true).done());
    var search = new Preempting(fleet, List.of(helpless), Set.of(), NOW, Preempting.STEPS);
    assertThat(search.run(List.of(helpless)).victims()).isEmpty();
    assertThat(search.spent()).isBetween(1, Preempting.STEPS + SLACK);

    var wide = List.of(preemptor("w", 5, 8));
    var found = fleet.preempt(List.of(wide), Set.of(), NOW);
    assertThat(found.victims()).hasSize(40);
  }

  @Test
  void whoCannotBeHelpedInTheStepsLeftIsLeftOut() {
    var parties = List.of(List.of(preemptor("v", 1, 8)), List.of(preemptor("w", 1, 8)));
    var found = new Preempting(full(1), parties, Set.of(), NOW, 60).run(parties);
    assertThat(found.seats()).hasSize(1);
    assertThat(found.victims()).hasSize(8);
    assertThat(new Preempting(full(1), parties, Set.of(), NOW, 1).run(parties).victims()).isEmpty();
  }
}
