package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Cost plus price of an item at all sites at once: plain loops over whole rows, which the compiler
 * turns into vector instructions.
 *
 * <p>In int units of {@code 2^shift} µs, rounded down, so that nothing overflows and a bound made
 * of them holds; the shift is 0 unless weights or round trips are huge.
 */
final class SiteCosts {
  /** Every allowed cost plus price is below. */
  private static final int LIMIT = 1 << 29;

  /** Added where the policy does not allow. */
  private static final int BARRED = 1 << 30;

  /** Places in the rows of policies that are kept; rows beyond are made anew each time. */
  private static final int KEPT = 16 << 20;

  private final BatchProblem p;
  final int shift;

  /** No price per GPU needs to be higher: everything would rather be left out. */
  final int dearest;

  private final int[][] rtt;
  private final int[][] barred;
  private final int[] scratch;
  private final int[] number;
  private int kept;

  /** What {@link #fill} found for each site. */
  final int[] at;

  SiteCosts(BatchProblem problem) {
    p = problem;
    long farthest = 0;
    for (int[] row : p.rtt) {
      for (int micros : row) {
        farthest = Math.max(farthest, micros);
      }
    }
    long perGpu = 0;
    long cost = 0;
    long gpus = 1;
    for (int i = 0; i < p.items; i++) {
      perGpu = Math.max(perGpu, Math.ceilDiv(p.refusal[i], p.gpus[i]));
      cost = Math.max(cost, p.weight[i] * farthest);
      gpus = Math.max(gpus, p.gpus[i]);
    }
    int units = 0;
    while (cost + (perGpu + 1) * gpus >> units >= LIMIT) {
      units++;
    }
    shift = units;
    dearest = (int) (perGpu >> shift) + 1;
    rtt = shift == 0 ? p.rtt : new int[p.rtt.length][p.sites];
    for (int o = 0; o < p.rtt.length && shift > 0; o++) {
      for (int s = 0; s < p.sites; s++) {
        rtt[o][s] = p.rtt[o][s] >> shift;
      }
    }
    barred = new int[p.allowed.length][];
    scratch = new int[p.sites];
    number = new int[p.sites];
    Arrays.setAll(number, s -> s);
    at = new int[p.sites];
  }

  /** What leaving the item out costs. */
  int refusal(int item) {
    return (int) (p.refusal[item] >> shift);
  }

  int cost(int item, int site) {
    return p.weight[item] * rtt[p.origin[item]][site];
  }

  /**
   * The least cost plus price, or a number above any when no site is allowed; fills {@link #at}.
   */
  int fill(int item, int[] price) {
    return fill(at, p.weight[item], rtt[p.origin[item]], price, barred(p.policy[item]));
  }

  /** The first site where {@link #at} holds the least. */
  int siteOf(int least) {
    return find(at, least, number);
  }

  private static int fill(int[] at, int weight, int[] rtt, int[] price, int[] barred) {
    int least = Integer.MAX_VALUE;
    for (int s = 0; s < at.length; s++) {
      int x = weight * rtt[s] + price[s] + barred[s];
      at[s] = x;
      least = Math.min(least, x);
    }
    return least;
  }

  /** Lowers each number to what the item costs there above so much, where that is less. */
  void lower(int[] row, int item, int[] price, int above) {
    lower(row, p.weight[item], rtt[p.origin[item]], price, barred(p.policy[item]), above);
  }

  private static void lower(
      int[] row, int weight, int[] rtt, int[] price, int[] barred, int above) {
    for (int s = 0; s < row.length; s++) {
      int x = weight * rtt[s] + price[s] + barred[s] - above;
      row[s] = Math.min(row[s], Math.max(0, x));
    }
  }

  /** The least sum of two numbers of a site; fills {@link #at}. */
  int leastSum(int[] one, int[] other) {
    return leastSum(at, one, other);
  }

  private static int leastSum(int[] at, int[] one, int[] other) {
    int least = Integer.MAX_VALUE;
    for (int s = 0; s < at.length; s++) {
      int x = one[s] + other[s];
      at[s] = x;
      least = Math.min(least, x);
    }
    return least;
  }

  private static int find(int[] at, int least, int[] number) {
    int first = Integer.MAX_VALUE;
    for (int s = 0; s < at.length; s++) {
      first = Math.min(first, (Math.min(at[s] - least, 1) << 20) + number[s]);
    }
    return first;
  }

  private int[] barred(int policy) {
    int[] row = barred[policy];
    if (row != null) {
      return row;
    }
    if (kept + p.sites <= KEPT) {
      kept += p.sites;
      row = new int[p.sites];
      barred[policy] = row;
    } else {
      row = scratch;
    }
    long[] mask = p.allowed[policy];
    for (int s = 0; s < p.sites; s++) {
      row[s] = (mask[s >> 6] >>> s & 1) != 0 ? 0 : BARRED;
    }
    return row;
  }
}
