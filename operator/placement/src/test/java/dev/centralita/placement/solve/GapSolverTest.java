package dev.centralita.placement.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class GapSolverTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  private static GapProblem random(SplittableRandom random, int agents, int jobs) {
    return random(random, agents, jobs, 1);
  }

  /** Demands and capacities are multiples of {@code unit}, give or take. */
  private static GapProblem random(SplittableRandom random, int agents, int jobs, int unit) {
    int[][] cost = new int[agents][jobs];
    int[][] demand = new int[agents][jobs];
    int[] capacity = new int[agents];
    for (int a = 0; a < agents; a++) {
      int sum = 0;
      for (int j = 0; j < jobs; j++) {
        int units = random.nextInt(5, 26);
        demand[a][j] = units * unit - random.nextInt(unit);
        cost[a][j] = 30 - units + random.nextInt(20);
        sum += units;
      }
      capacity[a] = Math.max(26, sum * 9 / 10 / agents + 5) * unit;
    }
    return new GapProblem(capacity, cost, demand);
  }

  private static long brute(GapProblem p, int job, int[] left) {
    if (job == p.jobs()) {
      return 0;
    }
    long best = Integer.MAX_VALUE;
    for (int a = 0; a < p.agents(); a++) {
      if (left[a] >= p.demand(a, job)) {
        left[a] -= p.demand(a, job);
        best = Math.min(best, p.cost(a, job) + brute(p, job + 1, left));
        left[a] += p.demand(a, job);
      }
    }
    return best;
  }

  @Test
  void findsTheOptimumOfSmallProblemsAndNeverBoundsAboveIt() {
    compare(1);
  }

  @Test
  void neitherDoCapacitiesTooLargeForATable() {
    compare(5_000);
  }

  private static void compare(int unit) {
    System.out.println("GapSolverTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    int hit = 0;
    int solvable = 0;
    for (int round = 0; round < 60; round++) {
      int agents = random.nextInt(2, 4);
      var p = random(random, agents, random.nextInt(4, 9), unit);
      int[] left = new int[agents];
      for (int a = 0; a < agents; a++) {
        left[a] = p.capacity(a);
      }
      long optimum = brute(p, 0, left);
      var solution = GapSolver.solve(p, Budget.steps(80));
      if (optimum < Integer.MAX_VALUE) {
        solvable++;
        assertThat(solution.bound()).as("seed %d", SEED).isLessThanOrEqualTo(optimum);
        hit += solution.feasible() && solution.cost() == optimum ? 1 : 0;
      }
      assertThat(solution.feasible() && optimum == Integer.MAX_VALUE).isFalse();
    }
    assertThat(hit).as("seed %d of %d", SEED, solvable).isGreaterThanOrEqualTo(solvable * 9 / 10);
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void whereNothingFitsTheSearchEnds() {
    var demand = new int[3][7];
    var cost = new int[3][7];
    for (int a = 0; a < 3; a++) {
      for (int j = 0; j < 7; j++) {
        demand[a][j] = 11 + (3 * a + 5 * j) % 7;
        cost[a][j] = 1 + (7 * a + 3 * j) % 11;
      }
    }
    var solution =
        GapSolver.solve(new GapProblem(new int[] {26, 26, 26}, cost, demand), Budget.steps(2_000));
    assertThat(solution.feasible()).isFalse();
  }

  @Test
  void equalStepsGiveEqualAnswers() {
    var p = random(new SplittableRandom(SEED), 10, 80);
    var first = GapSolver.solve(p, Budget.steps(150));
    var second = GapSolver.solve(p, Budget.steps(150));
    assertThat(first.feasible()).as("seed %d", SEED).isTrue();
    int[] load = new int[p.agents()];
    for (int j = 0; j < p.jobs(); j++) {
      assertThat(second.agent(j)).as("seed %d job %d", SEED, j).isEqualTo(first.agent(j));
      load[first.agent(j)] += p.demand(first.agent(j), j);
    }
    for (int a = 0; a < p.agents(); a++) {
      assertThat(load[a]).as("seed %d agent %d", SEED, a).isLessThanOrEqualTo(p.capacity(a));
    }
    assertThat(first.gap()).as("seed %d", SEED).isLessThan(0.01);
  }

  @Test
  void saysSoWhenNothingFits() {
    var p = new GapProblem(new int[] {5}, new int[][] {{1, 1}}, new int[][] {{3, 3}});
    var solution = GapSolver.solve(p, Budget.steps(5));
    assertThat(solution.feasible()).isFalse();
    assertThat(solution.agent(0)).isEqualTo(-1);
  }
}
