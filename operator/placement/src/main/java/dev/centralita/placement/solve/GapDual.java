package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Lower bound for a {@link GapProblem}: relaxes "every job exactly once" with a price per job,
 * which leaves one knapsack per agent, solved exactly. All arithmetic is in integers scaled by
 * {@link #SCALE}, so the bound is certified.
 */
final class GapDual {
  static final int SCALE = 1024;

  /** Above this capacity a knapsack table costs more than it is worth. */
  private static final int MOST_CAPACITY = 1 << 15;

  /** How far above the best known value the first steps aim. */
  private static final double AHEAD = 0.002;

  private static final long NEVER = -(1L << 40);

  private final GapProblem p;
  private final long[] price;
  private final int[] taken;
  private final long[] table;
  private final long[][] chosen;
  private final boolean exact;
  private long best = Long.MIN_VALUE;
  private double ahead;
  private int stalled;

  /** For every job the cheapest agent that took it in the last step, −1 when none did. */
  final int[] taker;

  GapDual(GapProblem problem) {
    p = problem;
    price = new long[p.jobs];
    taken = new int[p.jobs];
    taker = new int[p.jobs];
    int most = 0;
    for (int c : p.capacity) {
      most = Math.max(most, c);
    }
    exact = most <= MOST_CAPACITY;
    table = new long[exact ? most + 1 : 1];
    chosen = new long[p.jobs][exact ? (most >> 6) + 1 : 1];
  }

  /** The bound so far, rounded up as far as integral costs allow. */
  long bound() {
    return Math.ceilDiv(best, SCALE);
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

  /** One step up the dual, aiming a little above the best value known (Polyak with a level). */
  void step() {
    Arrays.fill(taken, 0);
    Arrays.fill(taker, -1);
    long value = 0;
    for (long v : price) {
      value += v;
    }
    for (int a = 0; a < p.agents; a++) {
      value -= knapsack(a);
    }
    if (best == Long.MIN_VALUE) {
      ahead = AHEAD * Math.abs(value);
    }
    if (value > best) {
      best = value;
      stalled = 0;
    } else if (++stalled == 6) {
      ahead /= 2;
      stalled = 0;
    }
    long norm = 0;
    for (int t : taken) {
      norm += (long) (1 - t) * (1 - t);
    }
    if (norm == 0) {
      return;
    }
    double move = (best + ahead - value) / norm;
    for (int j = 0; j < p.jobs; j++) {
      price[j] += StrictMath.round(move * (1 - taken[j]));
    }
  }

  /** Most profit an agent can make of the jobs at their prices; counts what it takes. */
  private long knapsack(int agent) {
    return exact ? tabled(agent) : fractional(agent);
  }

  private long tabled(int agent) {
    int capacity = p.capacity[agent];
    Arrays.fill(table, 0, capacity + 1, 0);
    for (int j = 0; j < p.jobs; j++) {
      int at = j * p.agents + agent;
      long profit = price[j] - (long) SCALE * p.cost[at];
      int d = p.demand[at];
      if (profit > 0 && d <= capacity) {
        fill(profit, d, capacity, chosen[j]);
      }
    }
    int left = capacity;
    for (int j = p.jobs - 1; j >= 0; j--) {
      int at = j * p.agents + agent;
      long profit = price[j] - (long) SCALE * p.cost[at];
      if (profit > 0 && p.demand[at] <= left && (chosen[j][left >> 6] >>> left & 1) != 0) {
        left -= p.demand[at];
        take(j, agent);
      }
    }
    return table[capacity];
  }

  private void take(int j, int agent) {
    taken[j]++;
    if (taker[j] < 0 || p.cost[j * p.agents + agent] < p.cost[j * p.agents + taker[j]]) {
      taker[j] = agent;
    }
  }

  /**
   * How much the dual at its present prices rises, at least, when a job is forced onto an agent; by
   * {@code [job * agents + agent]}, scaled.
   */
  long[] forcedRise() {
    long[] rise = new long[p.jobs * p.agents];
    for (int a = 0; a < p.agents; a++) {
      if (exact) {
        forcedRise(a, rise);
      } else {
        for (int j = 0; j < p.jobs; j++) {
          rise[j * p.agents + a] = (long) SCALE * p.cost[j * p.agents + a] - price[j];
        }
      }
    }
    return rise;
  }

  private void forcedRise(int a, long[] rise) {
    int capacity = p.capacity[a];
    long[][] prefix = new long[p.jobs + 1][capacity + 1];
    for (int j = 0; j < p.jobs; j++) {
      extend(prefix[j], prefix[j + 1], j, a);
    }
    long[] suffix = new long[capacity + 1];
    long[] wider = new long[capacity + 1];
    long value = prefix[p.jobs][capacity];
    for (int j = p.jobs - 1; j >= 0; j--) {
      int at = j * p.agents + a;
      int room = capacity - p.demand[at];
      long with = NEVER;
      for (int w = 0; w <= room; w++) {
        with = Math.max(with, prefix[j][w] + suffix[room - w]);
      }
      rise[at] = value - with - price[j] + (long) SCALE * p.cost[at];
      extend(suffix, wider, j, a);
      long[] swap = suffix;
      suffix = wider;
      wider = swap;
    }
  }

  private void extend(long[] from, long[] to, int j, int agent) {
    int at = j * p.agents + agent;
    long profit = price[j] - (long) SCALE * p.cost[at];
    int d = p.demand[at];
    System.arraycopy(from, 0, to, 0, from.length);
    if (profit > 0) {
      for (int w = d; w < to.length; w++) {
        to[w] = Math.max(to[w], from[w - d] + profit);
      }
    }
  }

  private void fill(long profit, int demand, int capacity, long[] bits) {
    Arrays.fill(bits, 0, (capacity >> 6) + 1, 0);
    for (int w = capacity; w >= demand; w--) {
      long with = table[w - demand] + profit;
      if (with > table[w]) {
        table[w] = with;
        bits[w >> 6] |= 1L << w;
      }
    }
  }

  /** Upper bound of the knapsack by filling up fractionally. */
  private long fractional(int agent) {
    long[] byRatio = new long[p.jobs];
    int n = 0;
    for (int j = 0; j < p.jobs; j++) {
      int at = j * p.agents + agent;
      long profit = price[j] - (long) SCALE * p.cost[at];
      if (profit > 0) {
        long ratio = profit / Math.max(1, p.demand[at]);
        byRatio[n++] = -Math.min(ratio, Integer.MAX_VALUE) << 32 | j;
      }
    }
    Arrays.sort(byRatio, 0, n);
    long left = p.capacity[agent];
    long sum = 0;
    for (int k = 0; k < n && left > 0; k++) {
      int j = (int) byRatio[k];
      int at = j * p.agents + agent;
      long profit = price[j] - (long) SCALE * p.cost[at];
      if (p.demand[at] <= left) {
        left -= p.demand[at];
        sum += profit;
        take(j, agent);
      } else {
        sum += Math.ceilDiv(profit, p.demand[at]) * left;
        left = 0;
      }
    }
    return sum;
  }
}
