package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * The nearest allowed sites of every item with their cost, side by side in memory. A scan that runs
 * off the end of an item's list must go on over all sites.
 */
final class Nearby {
  static final int WIDTH = 32;

  /** Low bits hold the site, the rest its cost. */
  static final int SITE_BITS = 20;

  static final long SITE_MASK = (1 << SITE_BITS) - 1;

  /** Ends a list that holds every allowed site. */
  static final long END = Long.MAX_VALUE;

  final int[][] order;
  final long[] entry;

  Nearby(BatchProblem p) {
    order = nearestFirst(p);
    entry = new long[p.items * WIDTH];
    for (int i = 0; i < p.items; i++) {
      int n = i * WIDTH;
      int end = n + WIDTH;
      int[] rtt = p.rtt[p.origin[i]];
      long[] mask = p.allowed[p.policy[i]];
      for (int s : order[p.origin[i]]) {
        if ((mask[s >> 6] >>> s & 1) != 0) {
          entry[n++] = (long) p.weight[i] * rtt[s] << SITE_BITS | s;
          if (n == end) {
            break;
          }
        }
      }
      Arrays.fill(entry, n, end, END);
    }
  }

  /** For every origin all sites, nearest first, ties by id. */
  private static int[][] nearestFirst(BatchProblem p) {
    int[][] order = new int[p.rtt.length][p.sites];
    long[] key = new long[p.sites];
    for (int o = 0; o < order.length; o++) {
      for (int s = 0; s < p.sites; s++) {
        key[s] = (long) p.rtt[o][s] << 32 | s;
      }
      Arrays.sort(key);
      for (int s = 0; s < p.sites; s++) {
        order[o][s] = (int) key[s];
      }
    }
    return order;
  }
}
