package dev.centralita.placement.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchSolverTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  private static BatchProblem random(SplittableRandom random, int sites, int nodes, int items) {
    var b = BatchProblem.builder(sites);
    int gpus = random.nextInt(4, 9);
    for (int s = 0; s < sites; s++) {
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
      int[][] free = new int[p.sites()][];
      for (int s = 0; s < p.sites(); s++) {
        int here = s;
        free[s] = new int[p.nodes(s)];
        Arrays.setAll(free[s], n -> p.nodeGpus(here, n));
      }
      long optimum = brute(p, 0, free);
      assertThat(solution.bound()).as("seed %d", SEED).isLessThanOrEqualTo(optimum);
      assertThat(solution.cost()).as("seed %d", SEED).isGreaterThanOrEqualTo(optimum);
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
