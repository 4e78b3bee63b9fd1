package dev.centralita.placement.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSolverTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  private static BatchProblem random(SplittableRandom random, int sites, int nodes, int items) {
    return random(random, sites, sites, nodes, items);
  }

  private static BatchProblem random(
      SplittableRandom random, int sites, int withNodes, int nodes, int items) {
    var b = BatchProblem.builder(sites);
    int gpus = random.nextInt(4, 9);
    for (int s = 0; s < withNodes; s++) {
      for (int n = 0; n < random.nextInt(1, nodes + 1); n++) {
        b.node(s, random.nextInt(3) == 0 ? random.nextInt(1, gpus + 1) : gpus);
      }
    }
    for (int i = 0; i < items; i++) {
      int origin = b.origin(random.ints(sites, 1, 100).toArray());
      int[] allowed = random.ints(sites, 0, sites).distinct().toArray();
      b.item(origin, b.policy(allowed), random.nextInt(1, gpus + 1), random.nextInt(1, 4));
    }
    return b.build();
  }

  private static void check(BatchProblem p, BatchSolution solution) {
    long cost = 0;
    int[][] used = new int[p.sites()][];
    for (int s = 0; s < p.sites(); s++) {
      used[s] = new int[p.nodes(s)];
    }
    for (int i = 0; i < p.items(); i++) {
      int s = solution.site(i);
      cost += s < 0 ? p.refusalCost(i) : p.cost(i, s);
      if (s >= 0) {
        assertThat(p.allows(i, s)).as("seed %d item %d at %d", SEED, i, s).isTrue();
        used[s][solution.node(i)] += p.gpus(i);
        assertThat(used[s][solution.node(i)])
            .as("seed %d site %d", SEED, s)
            .isLessThanOrEqualTo(p.nodeGpus(s, solution.node(i)));
      }
    }
    assertThat(solution.cost()).isEqualTo(cost);
    assertThat(solution.bound()).as("seed %d", SEED).isLessThanOrEqualTo(cost);
  }

  /** Least cost by trying everything. */
  private static long brute(BatchProblem p, int item, int[][] free) {
    if (item == p.items()) {
      return 0;
    }
    long best = p.refusalCost(item) + brute(p, item + 1, free);
    for (int s = 0; s < p.sites(); s++) {
      for (int n = 0; n < p.nodes(s) && p.allows(item, s); n++) {
        if (free[s][n] >= p.gpus(item)) {
          free[s][n] -= p.gpus(item);
          best = Math.min(best, p.cost(item, s) + brute(p, item + 1, free));
          free[s][n] += p.gpus(item);
        }
      }
    }
    return best;
  }

  /** The optimum, found by trying everything; the bound is not above it, and the cost not below. */
  private static long bracketed(BatchProblem p, BatchSolution solution) {
    int[][] free = new int[p.sites()][];
    for (int s = 0; s < p.sites(); s++) {
      int here = s;
      free[s] = new int[p.nodes(s)];
      Arrays.setAll(free[s], n -> p.nodeGpus(here, n));
    }
    long optimum = brute(p, 0, free);
    assertThat(solution.bound()).as("seed %d", SEED).isLessThanOrEqualTo(optimum);
    assertThat(solution.cost()).as("seed %d", SEED).isGreaterThanOrEqualTo(optimum);
    return optimum;
  }

  @Test
  void findsTheOptimumOfSmallProblemsAndNeverBoundsAboveIt() {
    System.out.println("BatchSolverTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    int hit = 0;
    int rounds = 200;
    for (int round = 0; round < rounds; round++) {
      var p = random(random, random.nextInt(1, 4), 2, random.nextInt(1, 7));
      var solution = BatchSolver.solve(p, Budget.steps(200));
      check(p, solution);
      long optimum = bracketed(p, solution);
      hit += solution.cost() == optimum ? 1 : 0;
    }
    assertThat(hit).as("seed %d optima", SEED).isGreaterThan(rounds * 9 / 10);
  }

  @Test
  void placesManySitesFeasiblyAndDeterministically() {
    var p = random(new SplittableRandom(SEED), 100, 4, 1500);
    var solution = BatchSolver.solve(p, Budget.steps(20));
    check(p, solution);
    assertThat(BatchSolver.solve(p, Budget.steps(20)).cost()).isEqualTo(solution.cost());
  }

  @Test
  void boundOfManySitesNeverExceedsTheOptimum() {
    System.out.println("BatchSolverTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 20; round++) {
      var p = random(random, 65, 3, 2, random.nextInt(1, 6));
      var solution = BatchSolver.solve(p, Budget.steps(50));
      check(p, solution);
      bracketed(p, solution);
    }
  }

  /** A line of sites with two GPUs each; every item is at home at one of them. */
  private static BatchProblem line(int sites, int items, int micros, int weight) {
    var b = BatchProblem.builder(sites);
    for (int s = 0; s < sites; s++) {
      b.node(s, 2);
      int home = s;
      b.origin(IntStream.range(0, sites).map(t -> micros * (1 + Math.abs(t - home))).toArray());
    }
    int anywhere = b.policy(IntStream.range(0, sites).toArray());
    for (int i = 0; i < items; i++) {
      b.item(Math.min(i, sites / 2), anywhere, 1, weight);
    }
    return b.build();
  }

  @Test
  void manySitesPassTheirItemsOnUntilAllHaveRoom() {
    // 65 live in the middle of a line of 130 places, one on each site before it: packed around the
    // middle they take 33 sites, and none needs to be left out.
    var p = line(65, 97, 1000, 1);
    var solution = BatchSolver.solve(p, Budget.steps(100));
    check(p, solution);
    assertThat(solution.refused()).isZero();
    assertThat(solution.gap()).isLessThan(0.02);
  }

  @Test
  void onlyAnItemThatMayGoThereIsSentOn() {
    var b = BatchProblem.builder(2).node(0, 2).node(1, 2);
    b.item(b.origin(5, 1), b.policy(0), 1, 1);
    b.item(b.origin(5, 9), b.policy(0, 1), 1, 1);
    var p = b.build();
    int[] sizes = p.sizes();
    var priced =
        new Priced(p, sizes, p.kinds(sizes), new Alike(p), new SiteCosts(p), new int[1][2]);
    var now = new Occupied(p);
    now.put(0, 0);
    now.put(1, 0);
    var onward = new Onward(priced, now, 0);
    assertThat(onward.cheapest(0, 1)).isEqualTo(1);
    assertThat(onward.from(0)[1]).isEqualTo(4);
  }

  @Test
  void hugeWeightsNeitherOverflowNorRaiseTheBound() {
    var p = line(70, 100, 1_000_000, 500_000);
    var solution = BatchSolver.solve(p, Budget.steps(100));
    check(p, solution);
    assertThat(solution.refused()).isZero();
    assertThat(solution.gap()).isBetween(0.0, 0.05);
  }

  @Test
  void whereNotAllFindRoomAmongManySitesThoseOfLeastPriceAreLeftOut() {
    var b = BatchProblem.builder(66);
    int[] all = IntStream.range(0, 66).toArray();
    for (int s : all) {
      b.node(s, 1);
    }
    int here = b.origin(IntStream.range(0, 66).map(s -> 10).toArray());
    int anywhere = b.policy(all);
    for (int i = 0; i < 132; i++) {
      b.item(here, anywhere, 1, 1, i % 2 == 0 ? 100 : 1000);
    }
    var p = b.build();
    var solution = BatchSolver.solve(p, Budget.steps(100));
    check(p, solution);
    assertThat(solution.cost()).isEqualTo(66 * 10 + 66 * 100);
  }

  @Test
  void itemsAreAlikeOnlyWhenEverythingThatCostsIsTheSame() {
    var b = BatchProblem.builder(1).node(0, 8);
    int here = b.origin(5);
    int there = b.origin(5);
    int one = b.policy(0);
    int other = b.policy(0);
    b.item(here, one, 1, 1, 9);
    b.item(here, one, 1, 1, 9);
    b.item(there, one, 1, 1, 9);
    b.item(here, other, 1, 1, 9);
    b.item(here, one, 2, 1, 9);
    b.item(here, one, 1, 2, 9);
    b.item(here, one, 1, 1, 8);
    var alike = new Alike(b.build());
    assertThat(alike.of[1]).isEqualTo(alike.of[0]);
    assertThat(Arrays.stream(alike.of).distinct().count()).isEqualTo(6);
    assertThat(alike.count[alike.of[0]]).isEqualTo(2);
  }

  @Test
  void boundSeesTheHolesThatSizesLeave() {
    // Sixteen GPUs near by hold two fives, not three.
    var b = BatchProblem.builder(2).node(0, 8).node(0, 8);
    for (int n = 0; n < 6; n++) {
      b.node(1, 8);
    }
    int here = b.origin(1_000, 9_000);
    int anywhere = b.policy(0, 1);
    for (int i = 0; i < 6; i++) {
      b.item(here, anywhere, 5, 1);
    }
    var p = b.build();
    var solution = BatchSolver.solve(p, Budget.steps(10));
    check(p, solution);
    assertThat(solution.cost()).isEqualTo(38_000);
    assertThat(solution.bound()).isEqualTo(38_000);
    assertThat(solution.relaxed()).isEqualTo(BatchSolution.Relaxed.PATTERN_PLACES);
  }

  @Test
  void sizesThatLeaveNoHolesNeedNoPatterns() {
    var b = BatchProblem.builder(1).node(0, 8).node(0, 16);
    int here = b.origin(5);
    int anywhere = b.policy(0);
    for (int gpus : new int[] {8, 4, 1}) {
      b.item(here, anywhere, gpus, 1);
    }
    assertThat(PatternPrices.matter(b.build())).isFalse();
    b.item(here, anywhere, 3, 1);
    assertThat(PatternPrices.matter(b.build())).isTrue();
  }

  @Test
  void usesTheHolesThatLargestFirstWouldWaste() {
    // 4+2+2 and 3+3+2 fill two nodes of eight; largest first leaves one 2 out.
    var b = BatchProblem.builder(1).node(0, 8).node(0, 8);
    int here = b.origin(5);
    int anywhere = b.policy(0);
    for (int gpus : new int[] {4, 3, 3, 2, 2, 2}) {
      b.item(here, anywhere, gpus, 1);
    }
    var p = b.build();
    var solution = BatchSolver.solve(p, Budget.steps(1));
    check(p, solution);
    assertThat(solution.refused()).isZero();
  }
}
