package dev.centralita.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.instance.BatchProblem.Grid;
import dev.centralita.bench.instance.EdgeFamily;
import dev.centralita.placement.solve.BatchSolution;
import dev.centralita.placement.solve.Budget;
import dev.centralita.placement.solve.GapProblem;
import dev.centralita.placement.solve.GapSolution;
import dev.centralita.placement.solve.GapSolver;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Our bound never exceeds, and our cost never undercuts, the optimum an exact peer proves. */
class BoundValidityTest {
  private static final long MILLI = 1_000_000L;

  @Test
  void boundStaysBelowTheOptimumOfTwoHundredSmallInstances() {
    PatternModel exact = new PatternModel("HIGHS");
    Ours ours = new Ours();
    int compared = 0;
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Grid grid = new Grid(random.nextInt(2, 4), random.nextInt(1, 3), 8);
      BatchProblem p =
          seed % 4 == 0
              ? EdgeFamily.awkward(seed, grid)
              : EdgeFamily.edge(seed, grid, random.nextInt(4, 17), random.nextDouble(0.5, 0.9));
      BatchSolver.Answer proof = exact.solve(p, 2_000 * MILLI);
      BatchProblem.Score optimum = p.score(proof.nodeOf());
      if (!optimum.complete() || proof.bound() < optimum.cost() - 0.5) {
        continue; // Not proven, or not to be placed whole: the peer cannot leave one out.
      }
      compared++;
      BatchSolver.Answer answer = ours.solve(p, 5 * MILLI);
      BatchProblem.Score score = p.score(answer.nodeOf());
      assertThat(answer.bound()).as("seed %d", seed).isLessThanOrEqualTo(optimum.cost());
      if (score.complete()) {
        assertThat(score.cost()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum.cost());
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void boundOverPatternsStaysBelowTheOptimumWhereSizesLeaveHoles() {
    PatternModel exact = new PatternModel("HIGHS");
    int patterns = 0;
    for (long seed = 1; seed <= 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Grid grid = new Grid(random.nextInt(3, 6), random.nextInt(2, 4), random.nextInt(8, 12));
      BatchProblem p = EdgeFamily.awkward(seed, grid);
      BatchSolver.Answer proof = exact.solve(p, 2_000 * MILLI);
      BatchProblem.Score optimum = p.score(proof.nodeOf());
      if (!optimum.complete() || proof.bound() < optimum.cost() - 0.5) {
        continue;
      }
      BatchSolution ours = Ours.run(Ours.translate(p), 5 * MILLI);
      patterns += ours.relaxed() == BatchSolution.Relaxed.PATTERN_PLACES ? 1 : 0;
      assertThat(ours.bound()).as("seed %d", seed).isLessThanOrEqualTo(optimum.cost());
    }
    assertThat(patterns).isGreaterThan(100);
  }

  @Test
  void gapBoundStaysBelowEveryAssignment() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int agents = random.nextInt(2, 4);
      int jobs = random.nextInt(3, 8);
      int[][] cost = new int[agents][];
      int[][] demand = new int[agents][];
      for (int a = 0; a < agents; a++) {
        cost[a] = random.ints(jobs, 1, 50).toArray();
        demand[a] = random.ints(jobs, 1, 20).toArray();
      }
      int[] capacity = random.ints(agents, 10 * jobs / agents, 20 * jobs / agents).toArray();
      long optimum = exhaustive(cost, demand, capacity.clone(), 0);
      GapSolution found =
          GapSolver.solve(
              new GapProblem(capacity, cost, demand), Budget.nanos(MILLI, System::nanoTime));
      if (optimum < Long.MAX_VALUE) {
        assertThat(found.bound()).as("seed %d", seed).isLessThanOrEqualTo(optimum);
      }
      if (found.feasible()) {
        assertThat(found.cost()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum);
      }
    }
  }

  private static long exhaustive(int[][] cost, int[][] demand, int[] left, int job) {
    if (job == cost[0].length) {
      return 0;
    }
    long best = Long.MAX_VALUE;
    for (int a = 0; a < left.length; a++) {
      if (demand[a][job] <= left[a]) {
        left[a] -= demand[a][job];
        long rest = exhaustive(cost, demand, left, job + 1);
        left[a] += demand[a][job];
        best = rest == Long.MAX_VALUE ? best : Math.min(best, rest + cost[a][job]);
      }
    }
    return best;
  }
}
