package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * The items of one size, assigned to sites at least cost for the number each site holds.
 *
 * <p>For every pair of sites it knows the cheapest way to have one item more at one and one less at
 * the other, possibly by moving items over sites in between: shortest paths in the residual graph
 * of the transport problem. Moving along such a path keeps the assignment optimal for the new
 * numbers. The last site stands for "left out".
 */
final class Transport {
  static final long FAR = Long.MAX_VALUE / 4;

  private final BatchProblem p;
  private final int places;
  private final int[][] held;
  private final int[] heldCount;
  private final int[] position;
  private final int[] at;
  private final long[] edge;
  private final int[] edgeItem;
  private final long[] distance;
  private final int[] next;
  private boolean stale;

  /**
   * @param at place of every item of the problem, shared by all sizes
   * @param position of every item in its list, shared by all sizes
   */
  Transport(BatchProblem problem, int[] items, int[] at, int[] position) {
    p = problem;
    places = problem.sites + 1;
    held = new int[places][8];
    heldCount = new int[places];
    this.at = at;
    this.position = position;
    edge = new long[places * places];
    edgeItem = new int[places * places];
    distance = new long[places * places];
    next = new int[places * places];
    for (int i : items) {
      add(i, at[i]);
    }
    for (int s = 0; s < places; s++) {
      edges(s);
    }
    stale = true;
  }

  private long cost(int item, int place) {
    if (place == p.sites) {
      return p.refusal[item];
    }
    return p.allows(item, place) ? p.cost(item, place) : FAR;
  }

  private void add(int item, int place) {
    if (heldCount[place] == held[place].length) {
      held[place] = Arrays.copyOf(held[place], heldCount[place] * 2);
    }
    at[item] = place;
    position[item] = heldCount[place];
    held[place][heldCount[place]++] = item;
  }

  private void take(int item) {
    int place = at[item];
    int last = held[place][--heldCount[place]];
    held[place][position[item]] = last;
    position[last] = position[item];
  }

  /** Cheapest item to take from {@code s} to each other place. */
  private void edges(int s) {
    int base = s * places;
    Arrays.fill(edge, base, base + places, FAR);
    int[] list = held[s];
    for (int n = heldCount[s] - 1; n >= 0; n--) {
      int item = list[n];
      long here = cost(item, s);
      for (int t = 0; t < places; t++) {
        if (t != s) {
          long there = cost(item, t);
          if (there < FAR && there - here < edge[base + t]) {
            edge[base + t] = there - here;
            edgeItem[base + t] = item;
          }
        }
      }
    }
  }

  int held(int place) {
    return heldCount[place];
  }

  /** Cost of one item more at {@code t} and one less at {@code s}; {@link #FAR} if impossible. */
  long distance(int s, int t) {
    if (stale) {
      shortestPaths();
    }
    return distance[s * places + t];
  }

  long[] distances() {
    if (stale) {
      shortestPaths();
    }
    return distance;
  }

  private void shortestPaths() {
    int n = places;
    System.arraycopy(edge, 0, distance, 0, n * n);
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < n; t++) {
        next[s * n + t] = t;
      }
      distance[s * n + s] = 0;
    }
    for (int k = 0; k < n; k++) {
      int rowK = k * n;
      for (int s = 0; s < n; s++) {
        long toK = distance[s * n + k];
        if (toK >= FAR || s == k) {
          continue;
        }
        int row = s * n;
        int nextK = next[row + k];
        for (int t = 0; t < n; t++) {
          long via = toK + distance[rowK + t];
          if (distance[rowK + t] < FAR && via < distance[row + t]) {
            distance[row + t] = via;
            next[row + t] = nextK;
          }
        }
      }
    }
    stale = false;
  }

  /** Moves one unit from {@code s} to {@code t} along the cheapest path; gives its cost. */
  long move(int s, int t) {
    long cost = distance(s, t);
    int[] hop = new int[places + 1];
    int hops = 0;
    for (int here = s; here != t && hops < places; here = hop[hops++]) {
      hop[hops] = next[here * places + t];
    }
    int here = s;
    for (int h = 0; h < hops; h++) {
      int item = edgeItem[here * places + hop[h]];
      take(item);
      add(item, hop[h]);
      here = hop[h];
    }
    here = s;
    edges(s);
    for (int h = 0; h < hops; h++) {
      edges(hop[h]);
    }
    stale = true;
    return cost;
  }
}
