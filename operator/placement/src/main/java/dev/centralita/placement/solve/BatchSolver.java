package dev.centralita.placement.solve;

import java.util.Arrays;

/** Solves a {@link BatchProblem} for least cost within a budget, with a certified bound. */
public final class BatchSolver {
  private BatchSolver() {}

  /** The best placement found in the budget; always feasible, items that fit nowhere left out. */
  public static BatchSolution solve(BatchProblem problem, Budget budget) {
    int[] site = new int[problem.items];
    int[] node = new int[problem.items];
    Arrays.fill(site, -1);
    Arrays.fill(node, -1);
    int[][] free = new int[problem.sites][];
    for (int s = 0; s < problem.sites; s++) {
      free[s] = problem.nodeGpus[s].clone();
    }
    for (int i = 0; i < problem.items && budget.step(); i++) {
      place(problem, i, free, site, node);
    }
    return new BatchSolution(problem, site, node, bound(problem));
  }

  private static void place(BatchProblem p, int item, int[][] free, int[] site, int[] node) {
    long best = p.refusal[item];
    for (int s = 0; s < p.sites; s++) {
      if (p.allows(item, s) && p.cost(item, s) < best) {
        int n = tightest(free[s], p.gpus[item]);
        if (n >= 0) {
          best = p.cost(item, s);
          site[item] = s;
          node[item] = n;
        }
      }
    }
    if (site[item] >= 0) {
      free[site[item]][node[item]] -= p.gpus[item];
    }
  }

  private static int tightest(int[] free, int gpus) {
    int best = -1;
    for (int n = 0; n < free.length; n++) {
      if (free[n] >= gpus && (best < 0 || free[n] < free[best])) {
        best = n;
      }
    }
    return best;
  }

  /** Relaxes all capacities. */
  private static long bound(BatchProblem p) {
    long sum = 0;
    for (int i = 0; i < p.items; i++) {
      long best = p.refusal[i];
      for (int s = 0; s < p.sites; s++) {
        best = p.allows(i, s) ? Math.min(best, p.cost(i, s)) : best;
      }
      sum += best;
    }
    return sum;
  }
}
