package dev.centralita.placement.solve;

import java.util.Arrays;

/** Which items stand on which nodes of a {@link BatchProblem}, and what each node has left. */
final class Occupied {
  private final BatchProblem p;
  private final int[][] free;
  private final int[] widest;
  private final int[][] held;
  private final int[] heldCount;
  private final int[] position;
  final int[] site;
  final int[] node;

  Occupied(BatchProblem problem) {
    p = problem;
    free = new int[p.sites][];
    widest = new int[p.sites];
    held = new int[p.sites][16];
    heldCount = new int[p.sites];
    position = new int[p.items];
    site = new int[p.items];
    node = new int[p.items];
    Arrays.fill(site, -1);
    Arrays.fill(node, -1);
    for (int s = 0; s < p.sites; s++) {
      free[s] = p.nodeGpus[s].clone();
      widen(s);
    }
  }

  private void widen(int s) {
    int most = 0;
    for (int f : free[s]) {
      most = Math.max(most, f);
    }
    widest[s] = most;
  }

  /** Whether some node of the site has so many GPUs left. */
  boolean takes(int s, int gpus) {
    return widest[s] >= gpus;
  }

  int count(int s) {
    return heldCount[s];
  }

  /** The items of a site; only the first {@link #count} are meant. */
  int[] at(int s) {
    return held[s];
  }

  /** Puts the item on the fullest node that takes it. */
  void put(int item, int s) {
    int gpus = p.gpus[item];
    int[] here = free[s];
    int best = -1;
    for (int n = 0; n < here.length; n++) {
      if (here[n] >= gpus && (best < 0 || here[n] < here[best])) {
        best = n;
      }
    }
    here[best] -= gpus;
    site[item] = s;
    node[item] = best;
    if (heldCount[s] == held[s].length) {
      held[s] = Arrays.copyOf(held[s], heldCount[s] * 2);
    }
    position[item] = heldCount[s];
    held[s][heldCount[s]++] = item;
    widen(s);
  }

  void take(int item) {
    int s = site[item];
    free[s][node[item]] += p.gpus[item];
    int last = held[s][--heldCount[s]];
    held[s][position[item]] = last;
    position[last] = position[item];
    site[item] = -1;
    node[item] = -1;
    widen(s);
  }

  /**
   * The node that needs the fewest GPUs of items smaller than so many taken off to hold that many;
   * −1 if none can.
   */
  int clearable(int s, int gpus) {
    int[] smaller = new int[free[s].length];
    for (int k = 0; k < heldCount[s]; k++) {
      int item = held[s][k];
      smaller[node[item]] += p.gpus[item] < gpus ? p.gpus[item] : 0;
    }
    int best = -1;
    for (int n = 0; n < smaller.length; n++) {
      if (free[s][n] + smaller[n] >= gpus && (best < 0 || free[s][n] > free[s][best])) {
        best = n;
      }
    }
    return best;
  }

  int free(int s, int n) {
    return free[s][n];
  }
}
