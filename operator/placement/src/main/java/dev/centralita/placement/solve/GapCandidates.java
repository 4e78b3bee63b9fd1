package dev.centralita.placement.solve;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The few agents of every job that raise the bound least when forced, best first. */
final class GapCandidates {
  final int width;

  /** By {@code [job * width + rank]}. */
  final int[] agent;

  /** By {@code [job * agents + agent]}. */
  final boolean[] among;

  /** For every agent the jobs it is a candidate of. */
  final int[][] suitors;

  GapCandidates(GapProblem p, long[] rise, int most) {
    int n = p.agents;
    width = Math.min(n, most);
    agent = new int[p.jobs * width];
    among = new boolean[p.jobs * n];
    long[] key = new long[n];
    for (int j = 0; j < p.jobs; j++) {
      for (int a = 0; a < n; a++) {
        key[a] = rise[j * n + a] * n + a;
      }
      Arrays.sort(key);
      for (int k = 0; k < width; k++) {
        int a = Math.floorMod(key[k], n);
        agent[j * width + k] = a;
        among[j * n + a] = true;
      }
    }
    suitors = new int[n][];
    for (int a = 0; a < n; a++) {
      int wooed = a;
      suitors[a] = IntStream.range(0, p.jobs).filter(j -> among[j * n + wooed]).toArray();
    }
  }
}
