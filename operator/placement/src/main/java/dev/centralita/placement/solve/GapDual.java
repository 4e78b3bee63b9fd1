package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Lower bound for a {@link GapProblem}: relaxes "every job exactly once" with a price per job,
 * which leaves one knapsack per agent, solved exactly. All arithmetic is in integers scaled by
 * {@link #SCALE}, so the bound is certified.
 */
final class GapDual {
  static final int SCALE = 1024;

  /** How far above the best known value the first steps aim. */
  private static final double AHEAD = 0.002;

  private static final int PATIENCE = 6;
  private static final double DEFLECTION = 1.5;

  private final GapProblem p;
  private final Knapsack knapsack;
  private final long[] price;
  private final int[] taken;
  private final double[] direction;
  private long best = Long.MIN_VALUE;
  private double ahead;
  private int stalled;

  /** The prices whose value is the bound. */
  final long[] bestPrice;

  GapDual(GapProblem problem) {
    p = problem;
    knapsack = new Knapsack(p);
    price = new long[p.jobs];
    bestPrice = new long[p.jobs];
    taken = new int[p.jobs];
    direction = new double[p.jobs];
  }

  /** The bound so far, rounded up as far as integral costs allow. */
  long bound() {
    return Math.ceilDiv(best, SCALE);
  }

  /** The bound so far, scaled. */
  long value() {
    return best;
  }

  /** By how many bits rooms are shifted in tables. */
  int roomShift() {
    return knapsack.shift;
  }

  /** Starts from capacity prices: a job is worth its cheapest priced agent. */
  void start(long[] capacityPrice) {
    for (int j = 0; j < p.jobs; j++) {
      long cheapest = Long.MAX_VALUE;
      for (int a = 0; a < p.agents; a++) {
        int at = j * p.agents + a;
        cheapest = Math.min(cheapest, (long) SCALE * p.cost[at] + capacityPrice[a] * p.demand[at]);
      }
      price[j] = cheapest;
    }
  }

  /**
   * One step up the dual, aiming a little above the best value known (Polyak with a level); false
   * when it has converged.
   */
  boolean step() {
    Arrays.fill(taken, 0);
    long value = 0;
    for (long v : price) {
      value += v;
    }
    for (int a = 0; a < p.agents; a++) {
      value -= knapsack.most(a, price, taken);
    }
    if (best == Long.MIN_VALUE) {
      ahead = AHEAD * Math.abs(value);
    }
    if (value > best) {
      best = value;
      System.arraycopy(price, 0, bestPrice, 0, p.jobs);
      stalled = 0;
    } else if (++stalled == PATIENCE) {
      ahead /= 2;
      stalled = 0;
    }
    double norm = turn();
    if (norm == 0 || ahead < SCALE / 16.0) {
      return false;
    }
    double move = (best + ahead - value) / norm;
    for (int j = 0; j < p.jobs; j++) {
      price[j] += StrictMath.round(move * direction[j]);
    }
    return true;
  }

  /**
   * Turns the direction towards the jobs not taken once, away from what it would undo (Camerini,
   * Fratta and Maffioli); its squared length.
   */
  private double turn() {
    double along = 0;
    double length = 0;
    for (int j = 0; j < p.jobs; j++) {
      along += direction[j] * (1 - taken[j]);
      length += direction[j] * direction[j];
    }
    double keep = along < 0 ? -DEFLECTION * along / length : 0;
    double norm = 0;
    for (int j = 0; j < p.jobs; j++) {
      direction[j] = 1 - taken[j] + keep * direction[j];
      norm += direction[j] * direction[j];
    }
    return norm;
  }

  /**
   * How much the bound rises, at least, when a job is forced onto an agent; by {@code [job * agents
   * + agent]}, scaled.
   */
  long[] forcedRise() {
    long[] rise = new long[p.jobs * p.agents];
    for (int a = 0; a < p.agents; a++) {
      knapsack.forcedRise(a, bestPrice, rise);
    }
    return rise;
  }
}
