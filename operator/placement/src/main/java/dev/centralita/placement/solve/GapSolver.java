package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Solves a {@link GapProblem} for least cost within a budget, with a certified bound.
 *
 * <p>The bound relaxes "every job exactly once" (Lagrangian, one exact knapsack per agent). A step
 * of the budget is one group of agents dealt out again. How it works: {@code DESIGN.md} beside this
 * file.
 */
public final class GapSolver {
  private static final int SCALE = GapDual.SCALE;
  private static final int DUAL_STEPS = 200;

  /** Share of the time, in thousandths, for the dual before the search begins. */
  private static final int DUAL_SHARE = 200;

  private static final int FIRST_WIDTH = 100;
  private static final int WIDTH = 60;

  /** A job goes nowhere where that alone would raise the bound by half of what there is to gain. */
  private static final int BAR = 2;

  /** A limit that bounds nothing, and leaves room for keys. */
  private static final long ANY = Long.MAX_VALUE >> 22;

  /** Groups without a new best before prices are shaken. */
  private static final int PATIENCE = 300;

  /** Prices are shaken by up to this part of the certified gap. */
  private static final int SHAKE = 4;

  private final GapProblem problem;
  private final Budget budget;
  private final Dice dice = new Dice();
  private final GapDual dual;
  private final boolean[] barred;
  private final int[] holder;
  private int[] best;
  private long cost;
  private long bestCost = Long.MAX_VALUE;

  private GapSolver(GapProblem problem, Budget budget) {
    this.problem = problem;
    this.budget = budget;
    dual = new GapDual(problem);
    barred = new boolean[problem.jobs * problem.agents];
    holder = new int[problem.jobs];
    best = holder;
  }

  /** The best assignment found in the budget; look at {@link GapSolution#feasible}. */
  public static GapSolution solve(GapProblem problem, Budget budget) {
    return new GapSolver(problem, budget).run();
  }

  private GapSolution run() {
    dual.start(GapPrices.of(problem));
    boolean moving = dual.step();
    for (int i = 1; i < DUAL_STEPS && moving && budget.within(DUAL_SHARE); i++) {
      moving = dual.step();
    }
    long[] rise = dual.forcedRise();
    var group = new GapGroup(problem, rise);
    boolean feasible = first(group);
    if (feasible) {
      improve(group, rise);
    }
    return new GapSolution(best, bestCost, dual.bound(), feasible);
  }

  /** Deals everything out; the job that finds no room comes first in the next attempt. */
  private boolean first(GapGroup group) {
    int shift = GapBeam.shiftForAll(problem, dual.roomShift());
    var beam = new GapBeam(problem, group, shift, FIRST_WIDTH);
    Arrays.fill(holder, -1);
    group.all(0, dice);
    do {
      long dealt = beam.deal(dual.bestPrice, barred, ANY, holder);
      if (dealt >= 0) {
        cost = dealt / SCALE;
        return true;
      }
      group.bringForward(beam.stuck());
    } while (budget.step());
    return false;
  }

  /** Deals out random groups of agents again and again. */
  private void improve(GapGroup group, long[] rise) {
    note(rise);
    var beam = new GapBeam(problem, group, dual.roomShift(), WIDTH);
    int fruitless = 0;
    while (bestCost > dual.bound() && budget.step()) {
      boolean shake = ++fruitless % PATIENCE == 0;
      if (shake) {
        System.arraycopy(best, 0, holder, 0, problem.jobs);
        cost = bestCost;
      }
      group.draw(holder, fruitless % PATIENCE * 1000 / PATIENCE, dice);
      long present = group.cost(holder);
      long limit = shake ? ANY : present * SCALE;
      long dealt = beam.deal(shake ? shaken() : dual.bestPrice, barred, limit, holder);
      if (dealt >= 0) {
        cost += dealt / SCALE - present;
        if (cost < bestCost) {
          note(rise);
          fruitless = 0;
        }
      }
    }
  }

  /** The prices with noise, to find other deals than before. */
  private long[] shaken() {
    long[] price = dual.bestPrice.clone();
    long gap = bestCost * SCALE - dual.value();
    int reach = (int) Math.clamp(gap / SHAKE, 1, Integer.MAX_VALUE / 2);
    for (int j = 0; j < price.length; j++) {
      price[j] += dice.below(2 * reach) - reach;
    }
    return price;
  }

  private void note(long[] rise) {
    bestCost = cost;
    best = holder.clone();
    long gain = (bestCost - 1) * SCALE - dual.value();
    for (int i = 0; i < rise.length; i++) {
      barred[i] = rise[i] > gain / BAR;
    }
  }
}
