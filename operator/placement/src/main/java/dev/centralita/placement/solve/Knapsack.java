package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * The most profit an agent can make of jobs at their prices, by tables over room. Room is counted
 * in quanta where capacities are large; demands are rounded down to quanta, so the profit is never
 * understated.
 */
final class Knapsack {
  private static final int MOST_ROOM = 1 << 13;

  private static final long NEVER = -(1L << 40);

  private final GapProblem p;
  final int shift;
  private final long[][] rows;
  private final int[] among;

  Knapsack(GapProblem problem) {
    p = problem;
    int most = Arrays.stream(p.capacity).max().orElse(0);
    int s = 0;
    while (most >> s > MOST_ROOM) {
      s++;
    }
    shift = s;
    rows = new long[p.jobs + 1][(most >> shift) + 1];
    among = new int[p.jobs];
  }

  private long profit(int j, int agent, long[] price) {
    return price[j] - (long) GapDual.SCALE * p.cost[j * p.agents + agent];
  }

  /** Most profit of one agent; counts what it takes. */
  long most(int agent, long[] price, int[] taken) {
    int room = (p.capacity[agent] >> shift) + 1;
    int m = 0;
    for (int j = 0; j < p.jobs; j++) {
      long profit = profit(j, agent, price);
      int d = p.demand[j * p.agents + agent];
      if (profit > 0 && d <= p.capacity[agent]) {
        extend(rows[m], rows[m + 1], room, d >> shift, profit);
        among[m++] = j;
      }
    }
    int left = room - 1;
    long most = rows[m][left];
    for (int i = m; i > 0 && rows[i][left] > 0; i--) {
      if (rows[i][left] != rows[i - 1][left]) {
        int j = among[i - 1];
        left -= p.demand[j * p.agents + agent] >> shift;
        taken[j]++;
      }
    }
    return most;
  }

  /** The table with one job more; loops of equal indices, which the compiler can widen. */
  static void extend(long[] from, long[] to, int room, int demand, long profit) {
    if (profit <= 0 || demand >= room) {
      System.arraycopy(from, 0, to, 0, room);
      return;
    }
    System.arraycopy(from, 0, to, 0, demand);
    System.arraycopy(from, 0, to, demand, room - demand);
    for (int w = demand; w < room; w++) {
      to[w] = Math.max(from[w], to[w] + profit);
    }
  }

  /**
   * How much the dual at these prices rises, at least, when a job is forced onto the agent; by
   * {@code [job * agents + agent]}, scaled.
   */
  void forcedRise(int a, long[] price, long[] rise) {
    int room = (p.capacity[a] >> shift) + 1;
    for (int j = 0; j < p.jobs; j++) {
      extend(j, a, price, rows[j], rows[j + 1], room);
    }
    long value = rows[p.jobs][room - 1];
    long[] suffix = new long[room];
    long[] wider = new long[room];
    for (int j = p.jobs - 1; j >= 0; j--) {
      int at = j * p.agents + a;
      int left = room - 1 - (p.demand[at] >> shift);
      long with = NEVER;
      long[] prefix = rows[j];
      for (int w = 0; w <= left; w++) {
        with = Math.max(with, prefix[w] + suffix[left - w]);
      }
      rise[at] = value - with - profit(j, a, price);
      extend(j, a, price, suffix, wider, room);
      long[] swap = suffix;
      suffix = wider;
      wider = swap;
    }
  }

  private void extend(int j, int a, long[] price, long[] from, long[] to, int room) {
    extend(from, to, room, p.demand[j * p.agents + a] >> shift, profit(j, a, price));
  }
}
