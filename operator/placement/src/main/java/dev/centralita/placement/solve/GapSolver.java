package dev.centralita.placement.solve;

/**
 * Solves a {@link GapProblem} for least cost within a budget, with a certified bound.
 *
 * <p>The bound relaxes "every job exactly once" (Lagrangian, one exact knapsack per agent). A step
 * of the budget is one group of agents dealt out again. How it works: {@code DESIGN.md} beside this
 * file.
 */
public final class GapSolver {
  private static final int DUAL_STEPS = 300;

  /** Share of the time, in thousandths, for the dual before the search begins. */
  private static final int DUAL_SHARE = 200;

  private static final int LEAST_GROUP = 3;
  private static final int GROUP_SPREAD = 6;
  private static final long GROUP_NODES = 20_000;

  /** Groups without success before the search starts over from another relaxed solution. */
  private static final int PATIENCE = 400;

  private static final int START_TRIES = 8;

  private final GapProblem problem;
  private final Budget budget;
  private final Dice dice = new Dice();
  private final long[] price;
  private final GapDual dual;
  private int[] best;
  private long bestCost = Long.MAX_VALUE;

  private GapSolver(GapProblem problem, Budget budget) {
    this.problem = problem;
    this.budget = budget;
    price = GapPrices.of(problem);
    dual = new GapDual(problem);
    best = new int[problem.jobs];
  }

  /** The best assignment found in the budget; look at {@link GapSolution#feasible}. */
  public static GapSolution solve(GapProblem problem, Budget budget) {
    return new GapSolver(problem, budget).run();
  }

  private GapSolution run() {
    dual.start(price);
    dual.step();
    for (int i = 1; i < DUAL_STEPS && budget.within(DUAL_SHARE); i++) {
      dual.step();
    }
    long[] rise = dual.forcedRise();
    var search = new GapSearch(problem, price, rise);
    while (budget.step() && dual.bound() < bestCost) {
      search.start(dual.taker, START_TRIES);
      if (search.bestCost < Long.MAX_VALUE) {
        note(search.bestCost, search.best);
        regroup(new GapRegroup(problem, price, rise, search.best));
      }
      dual.step();
    }
    if (bestCost < Long.MAX_VALUE) {
      return new GapSolution(best, bestCost, dual.bound(), true);
    }
    return new GapSolution(search.agent, search.cost(), dual.bound(), false);
  }

  private void note(long cost, int[] assignment) {
    if (cost < bestCost) {
      bestCost = cost;
      best = assignment.clone();
    }
  }

  /** Deals out random groups of agents until that has not helped for long. */
  private void regroup(GapRegroup groups) {
    int n = problem.agents;
    int[] agent = new int[n];
    for (int a = 0; a < n; a++) {
      agent[a] = a;
    }
    int failures = 0;
    while (failures < PATIENCE && budget.step()) {
      int size = Math.min(n, LEAST_GROUP + dice.below(GROUP_SPREAD));
      for (int i = 0; i < size; i++) {
        int other = i + dice.below(n - i);
        int swap = agent[i];
        agent[i] = agent[other];
        agent[other] = swap;
      }
      if (groups.improve(agent, size, GROUP_NODES)) {
        failures = 0;
        note(groups.cost, groups.assignment());
      } else {
        failures++;
      }
    }
  }
}
