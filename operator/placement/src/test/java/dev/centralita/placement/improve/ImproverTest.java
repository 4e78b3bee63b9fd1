package dev.centralita.placement.improve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.placement.improve.Standing.Workload;
import dev.centralita.placement.solve.Budget;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImproverTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final Limits FREE = new Limits(9, 99, 0, 0, 0, false, false);

  @BeforeAll
  static void tellTheSeed() {
    System.out.println("ImproverTest seed " + SEED);
  }

  private static Improvement improve(Standing p, Limits limits) {
    return new Improver().improve(p, limits, new History(), 0, Budget.steps(2000));
  }

  private static String show(Improvement found) {
    return found.chains().stream()
        .flatMap(c -> c.moves().stream())
        .map(m -> m.workload() + ":" + m.from() + ">" + m.to())
        .collect(Collectors.joining(" "));
  }

  /** Carries the moves out one by one and complains about everything that was promised. */
  private static int[] replay(Standing p, Limits limits, Improvement found) {
    var used = new Standings.Replay(p);
    int[] node = p.node.clone();
    for (int i = 0; i < node.length; i++) {
      used.hold(p.shape[p.workload[i]], node[i], 1);
    }
    Map<String, Integer> movesOf = new HashMap<>();
    long cost = p.cost();
    long paid = 0;
    for (var chain : found.chains()) {
      long before = cost;
      for (var move : chain.moves()) {
        int w = List.of(p.key).indexOf(move.workload());
        int i = p.first[w];
        while (node[i] != move.oldNode()) {
          i++;
          assertThat(i).as("replica of %s at %s", w, move.from()).isLessThan(p.first[w + 1]);
        }
        assertThat(p.grid.site[p.grid.nodeSite[node[i]]]).isEqualTo(move.from());
        int to = p.grid.nodeSite[move.node()];
        assertThat(p.grid.site[to]).isEqualTo(move.to());
        assertThat(p.allows(w, to) && !p.pinned[w]).as("seed %d %s", SEED, move).isTrue();
        assertThat(p.takes[p.shape[w]][p.grid.nodeKind[move.node()]]).isTrue();
        if (limits.roomFirst()) {
          assertThat(used.broken(p.shape[w], move.node())).as("seed %d %s", SEED, move).isEmpty();
        }
        cost += p.cost(w, to) - p.cost(w, p.grid.nodeSite[node[i]]);
        used.hold(p.shape[w], node[i], -1);
        used.hold(p.shape[w], move.node(), 1);
        node[i] = move.node();
        movesOf.merge(move.workload(), 1, Integer::sum);
      }
      assertThat(before - cost).as("seed %d gain", SEED).isEqualTo(chain.gain());
      assertThat(chain.gain()).as("seed %d pays", SEED).isGreaterThan(chain.price());
      paid += chain.price();
    }
    assertThat(cost).isEqualTo(found.costAfter());
    assertThat(paid).isEqualTo(found.paid());
    assertThat(movesOf.values()).allMatch(m -> m <= limits.ofOneWorkload());
    assertThat(found.moves()).isLessThanOrEqualTo(limits.inFleet());
    checkEnd(p, node);
    return node;
  }

  private static void checkEnd(Standing p, int[] node) {
    var used = new Standings.Replay(p);
    for (int i = 0; i < node.length; i++) {
      int w = p.workload[i];
      int site = p.grid.nodeSite[node[i]];
      assertThat(used.broken(p.shape[w], node[i])).as("seed %d end", SEED).isEmpty();
      used.hold(p.shape[w], node[i], 1);
      long there =
          Arrays.stream(node, p.first[w], p.first[w + 1])
              .filter(n -> p.grid.nodeSite[n] == site)
              .count();
      assertThat(p.mostPerSite[w] == 0 || there <= p.mostPerSite[w])
          .as("seed %d spread", SEED)
          .isTrue();
    }
  }

  @Test
  void breaksNoRuleAndEveryMovePays() {
    var random = new SplittableRandom(SEED);
    int moved = 0;
    for (int round = 0; round < 2000; round++) {
      var p = Standings.random(random, random.nextInt(2, 6), random.nextInt(1, 15));
      var limits =
          new Limits(
              random.nextInt(1, 3),
              random.nextInt(0, 8),
              random.nextInt(0, 20),
              random.nextInt(0, 200),
              0,
              random.nextBoolean(),
              random.nextBoolean());
      var found = improve(p, limits);
      replay(p, limits, found);
      moved += found.moves();
      assertThat(improve(p, limits)).as("seed %d the same again", SEED).isEqualTo(found);
    }
    assertThat(moved).as("seed %d moves in all", SEED).isGreaterThan(500);
  }

  @Test
  void theBoundHoldsColdAndWarm() {
    var random = new SplittableRandom(SEED);
    var warm = new Improver();
    int tight = 0;
    int rounds = 300;
    for (int round = 0; round < rounds; round++) {
      var p = Standings.random(random, random.nextInt(2, 4), random.nextInt(1, 5));
      var limits = new Limits(9, 99, random.nextInt(20), random.nextInt(200), 0, false, false);
      long optimum = Standings.optimum(p, limits);
      var found = improve(p, limits);
      long reached = found.costAfter() + found.paid();
      assertThat(found.bound()).as("seed %d cold", SEED).isLessThanOrEqualTo(optimum);
      assertThat(reached).as("seed %d", SEED).isGreaterThanOrEqualTo(optimum);
      tight += reached <= optimum + optimum / 50 ? 1 : 0;
      // Other sites, nodes and workloads under the same names: old prices may only be bad.
      var again = warm.improve(p, limits, new History(), round, Budget.steps(500));
      assertThat(again.bound()).as("seed %d warm", SEED).isLessThanOrEqualTo(optimum);
    }
    assertThat(tight).as("seed %d near the optimum", SEED).isGreaterThan(rounds / 2);
  }

  @Test
  void pricesGoOnWhereASliceHadNoTimeForThem() {
    var random = new SplittableRandom(SEED);
    double reached = 0;
    int rounds = 50;
    for (int round = 0; round < rounds; round++) {
      var p = Standings.random(random, 6, 40);
      long bound = improve(p, FREE).bound();
      var hurried = new Improver();
      long before = Long.MIN_VALUE;
      for (int slice = 0; slice < 400; slice++) {
        var spent = Budget.nanos(0, () -> 0);
        var found = hurried.improve(p, FREE, new History(), slice, spent);
        assertThat(found.chains()).isEmpty();
        assertThat(found.bound()).as("seed %d", SEED).isGreaterThanOrEqualTo(before);
        before = found.bound();
      }
      reached += bound == 0 ? 1 : (double) before / bound;
    }
    assertThat(reached / rounds).as("seed %d", SEED).isGreaterThan(0.9);
  }

  @Test
  void nobodyReturnsWithinTheQuietTime() {
    var random = new SplittableRandom(SEED);
    var limits = new Limits(1, 9, 0, 0, 101, true, false);
    int moves = 0;
    for (int round = 0; round < 20; round++) {
      var improver = new Improver();
      var history = new History();
      Map<String, Integer> left = new HashMap<>();
      var p = Standings.random(random, 4, 10);
      for (int step = 1; step <= 120 && p.replicas() > 0; step++) {
        // Everybody's users move about: there is always a reason to go.
        for (int[] row : p.rtt) {
          Arrays.setAll(row, s -> random.nextInt(1, 100));
        }
        p = Standings.at(p, p.node);
        var found = improver.improve(p, limits, history, step, Budget.steps(200));
        var nodes = replay(p, limits, found);
        for (var move : found.chains().stream().flatMap(c -> c.moves().stream()).toList()) {
          left.put(move.workload() + move.from(), step);
          int then = left.getOrDefault(move.workload() + move.to(), -1000);
          assertThat(step - then).as("seed %d %s", SEED, move).isGreaterThan(100);
          history.left(move.workload(), move.from(), step);
          moves++;
        }
        p = Standings.at(p, nodes);
      }
    }
    assertThat(moves).as("seed %d", SEED).isGreaterThan(20);
  }

  private static Workload one(String key, int shape, int origin, int node) {
    return new Workload(key, shape, origin, 0, 1, 0, 0, false, node);
  }

  /** Sites of one node each. */
  private static Standing.Builder sites(int... gpus) {
    var g = Grid.builder(1, 0);
    int kind = g.kind("gpu");
    for (int s = 0; s < gpus.length; s++) {
      g.site("s" + s);
      g.node(s, kind, gpus[s]);
    }
    var b = Standing.builder(g.build());
    for (int size = 1; size <= 8; size++) {
      b.takes(kind, b.shape(size));
    }
    b.policy(-1L);
    return b;
  }

  @Test
  void aMoveMustBringMoreThanItsPriceAndHysteresis() {
    var b = sites(8, 8);
    b.origin(1000, 100);
    b.workload(one("a", 0, 0, 0));
    var p = b.build();
    assertThat(show(improve(p, new Limits(1, 1, 899, 0, 0, true, false)))).isEqualTo("a:s0>s1");
    assertThat(show(improve(p, new Limits(1, 1, 900, 0, 0, true, false)))).isEmpty();
    assertThat(show(improve(p, new Limits(1, 1, 800, 100, 0, true, false)))).isEmpty();
    assertThat(show(improve(p, new Limits(1, 0, 0, 0, 0, true, false)))).isEmpty();
  }

  @Test
  void theGapIsWhatMovesThatPayWouldBring() {
    var b = sites(8, 8);
    b.origin(1000, 100);
    b.workload(one("a", 0, 0, 0));
    var p = b.build();
    assertThat(improve(p, new Limits(1, 0, 0, 0, 0, true, false)).gapBefore()).isEqualTo(9);
    assertThat(improve(p, new Limits(1, 0, 400, 0, 0, true, false)).gapBefore()).isEqualTo(1);
    assertThat(improve(p, new Limits(1, 0, 800, 10, 0, true, false)).gapBefore())
        .isEqualTo(90 / 910.0);
    assertThat(improve(p, new Limits(1, 1, 900, 0, 0, true, false)).gapBefore()).isZero();
    assertThat(improve(p, new Limits(1, 1, 400, 0, 0, true, false)))
        .extracting(Improvement::paid, Improvement::gapAfter)
        .containsExactly(400L, 0.0);
  }

  @Test
  void oneMakesRoomForAnotherAndGoesFirst() {
    var b = sites(1, 1, 1);
    b.origin(900, 100, 900);
    b.origin(900, 200, 250);
    b.workload(one("far", 0, 0, 0));
    b.workload(one("near", 0, 1, 1));
    var found = improve(b.build(), new Limits(1, 2, 10, 0, 0, true, false));
    assertThat(show(found)).isEqualTo("near:s1>s2 far:s0>s1");
    assertThat(found.chains())
        .singleElement()
        .satisfies(c -> {
          assertThat(c.gain()).isEqualTo(750);
          assertThat(c.moves().getFirst().gainMicros()).isEqualTo(-50);
        });
    assertThat(show(improve(b.build(), new Limits(1, 1, 10, 0, 0, true, false)))).isEmpty();
  }

  @Test
  void twoChangePlacesOnlyWhereRoomNeedNotComeFirst() {
    var b = sites(1, 1);
    b.origin(900, 100);
    b.origin(100, 900);
    b.workload(one("a", 0, 0, 0));
    b.workload(one("b", 0, 1, 1));
    assertThat(show(improve(b.build(), new Limits(1, 2, 0, 0, 0, false, false))))
        .contains("a:s0>s1", "b:s1>s0");
    assertThat(show(improve(b.build(), new Limits(1, 2, 0, 0, 0, true, false)))).isEmpty();
  }

  @Test
  void severalLeaveANodeForALargeOne() {
    var b = sites(4, 4, 4);
    b.origin(9000, 100, 9000);
    b.origin(900, 200, 250);
    b.workload(one("large", 3, 0, 0));
    b.workload(one("small", 1, 1, 1));
    b.workload(one("smaller", 0, 1, 1));
    var found = improve(b.build(), new Limits(1, 9, 10, 0, 0, true, false));
    assertThat(show(found)).contains("small:s1>s2", "smaller:s1>s2").endsWith("large:s0>s1");
    assertThat(found.chains()).hasSize(1);
  }

  @Test
  void whatIsUnderWayCountsAgainstBothBudgets() {
    var b = sites(8, 8);
    b.origin(1000, 100);
    b.workload(new Workload("a", 0, 0, 0, 1, 0, 1, false, 0, 0));
    b.workload(new Workload("b", 0, 0, 0, 1, 0, 0, false, 0, 0));
    assertThat(show(improve(b.build(), new Limits(1, 9, 0, 0, 0, true, false))))
        .isEqualTo("b:s0>s1");
    assertThat(show(improve(b.build(), new Limits(1, 1, 0, 0, 0, true, false)))).isEmpty();
    assertThat(improve(b.build(), new Limits(2, 9, 0, 0, 0, true, false)).moves()).isEqualTo(3);
  }

  @Test
  void fragmentationIsWhatTheShapesAskedForCannotUse() {
    var b = sites(8, 8);
    b.origin(1, 1);
    b.workload(one("four", 3, 0, 0));
    b.workload(one("six", 5, 0, 1));
    // Free: 4 and 2. A four cannot use the 2, a six neither: (2 + 6) / 2 of 6.
    assertThat(improve(b.build(), FREE).fragmentationPermille()).isEqualTo(667);
  }

  @Test
  void aReplicaWhereItMayNotBeIsRefused() {
    var b = sites(8, 8);
    b.origin(1, 1);
    int onlyFirst = b.policy(1L);
    assertThatThrownBy(() -> b.workload(new Workload("a", 0, 0, onlyFirst, 1, 0, 0, false, 1)))
        .hasMessageContaining("workload a stands at site s1");
  }
}
