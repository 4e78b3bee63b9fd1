package dev.centralita.placement.improve;

import java.util.Arrays;

/**
 * Where every replica is while moves are tried, and what is free. Holding and giving back are told
 * apart from moving, so that a replica can hold its new place before it leaves the old.
 */
final class Occupancy {
  private final Standing p;
  private final Grid g;
  final int[] node;
  private final long[] free;
  private final long[] siteFree;
  private final int[][] held;
  private final int[] heldCount;
  private final int[] position;

  Occupancy(Standing standing) {
    p = standing;
    g = standing.grid;
    node = p.node.clone();
    free = g.capacity.clone();
    siteFree = g.siteCapacity.clone();
    held = new int[g.site.length][8];
    heldCount = new int[g.site.length];
    position = new int[node.length];
    for (int i = 0; i < node.length; i++) {
      hold(p.shape[p.workload[i]], node[i], 1);
      list(i);
    }
  }

  private void list(int replica) {
    int s = g.nodeSite[node[replica]];
    if (heldCount[s] == held[s].length) {
      held[s] = Arrays.copyOf(held[s], heldCount[s] * 2);
    }
    position[replica] = heldCount[s];
    held[s][heldCount[s]++] = replica;
  }

  /** Adds (+1) or takes back (−1) what one replica of a shape holds on a node. */
  void hold(int shape, int n, int sign) {
    long[] need = p.need[shape];
    for (int r = 0; r < g.resources; r++) {
      free[n * g.resources + r] -= sign * need[r];
    }
    long[] drawn = p.draw[shape][g.nodeKind[n]];
    int s = g.nodeSite[n];
    for (int q = 0; q < g.shared; q++) {
      siteFree[s * g.shared + q] -= sign * drawn[q];
    }
  }

  /** A replica now is on another node; what it holds there and held before is told by itself. */
  void moveTo(int replica, int n) {
    int s = g.nodeSite[node[replica]];
    int last = held[s][--heldCount[s]];
    held[s][position[replica]] = last;
    position[last] = position[replica];
    node[replica] = n;
    list(replica);
  }

  int site(int replica) {
    return g.nodeSite[node[replica]];
  }

  int count(int site) {
    return heldCount[site];
  }

  /** Replicas at a site; only the first {@link #count} are meant. */
  int[] at(int site) {
    return held[site];
  }

  /** How many replicas of a workload are at a site. */
  int ofWorkload(int w, int site) {
    int there = 0;
    for (int i = p.first[w]; i < p.first[w + 1]; i++) {
      there += g.nodeSite[node[i]] == site ? 1 : 0;
    }
    return there;
  }

  boolean fits(int shape, int n) {
    if (!p.takes[shape][g.nodeKind[n]]) {
      return false;
    }
    long[] drawn = p.draw[shape][g.nodeKind[n]];
    long[] need = p.need[shape];
    for (int r = 0; r < g.resources; r++) {
      if (need[r] > 0 && free[n * g.resources + r] < need[r]) {
        return false;
      }
    }
    int s = g.nodeSite[n];
    for (int q = 0; q < g.shared; q++) {
      if (drawn[q] > 0 && siteFree[s * g.shared + q] < drawn[q]) {
        return false;
      }
    }
    return true;
  }

  /** The node of the site with the least left over that takes the shape, ties by number; or −1. */
  int room(int shape, int site) {
    int best = -1;
    for (int n : g.siteNodes[site]) {
      if ((best < 0 || left(n) < left(best)) && fits(shape, n)) {
        best = n;
      }
    }
    return best;
  }

  long left(int n) {
    return free[n * g.resources];
  }

  /**
   * What the replicas may have, by cell and resource. Where they hold more than there is, that is
   * what they hold: what stands is never outside of what the bound is about.
   */
  long[] cellCapacity() {
    long[] out = new long[g.cellKind.length * g.resources];
    for (int n = 0; n < g.nodeSite.length; n++) {
      for (int r = 0; r < g.resources; r++) {
        int i = n * g.resources + r;
        out[g.nodeCell[n] * g.resources + r] += Math.max(0, g.capacity[i]) + Math.max(0, -free[i]);
      }
    }
    return out;
  }

  /** The same by site and shared resource. */
  long[] siteCapacity() {
    long[] out = new long[siteFree.length];
    Arrays.setAll(out, i -> Math.max(0, g.siteCapacity[i]) + Math.max(0, -siteFree[i]));
    return out;
  }
}
