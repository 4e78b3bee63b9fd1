package dev.centralita.placement.solve;

/** Solves a {@link GapProblem} for least cost within a budget, with a certified bound. */
public final class GapSolver {
  private GapSolver() {}

  /** The best assignment found in the budget; look at {@link GapSolution#feasible}. */
  public static GapSolution solve(GapProblem problem, Budget budget) {
    int[] left = problem.capacity.clone();
    int[] agent = new int[problem.jobs];
    long cost = 0;
    long bound = 0;
    boolean feasible = budget.step();
    for (int j = 0; j < problem.jobs; j++) {
      int best = 0;
      int cheapest = 0;
      for (int a = 0; a < problem.agents; a++) {
        cheapest = problem.cost(a, j) < problem.cost(cheapest, j) ? a : cheapest;
        boolean fits = left[a] >= problem.demand(a, j);
        boolean bestFits = left[best] >= problem.demand(best, j);
        if (fits && (!bestFits || problem.cost(a, j) < problem.cost(best, j))) {
          best = a;
        }
      }
      left[best] -= problem.demand(best, j);
      feasible &= left[best] >= 0;
      agent[j] = best;
      cost += problem.cost(best, j);
      bound += problem.cost(cheapest, j);
    }
    return new GapSolution(agent, cost, bound, feasible);
  }
}
