package dev.centralita.bench.peer;

import dev.centralita.bench.instance.BatchProblem;
import java.util.Arrays;

/**
 * What a plain scheduler does: workloads in the order given, each on its nearest allowed site with
 * room, there on the fullest node that fits.
 */
public final class NearestFit implements BatchSolver {
  private final boolean largestFirst;

  public NearestFit(boolean largestFirst) {
    this.largestFirst = largestFirst;
  }

  @Override
  public String name() {
    return largestFirst ? "nearest-fit, largest first" : "nearest-fit";
  }

  @Override
  public Answer solve(BatchProblem problem, long budgetNanos) {
    int[] free = problem.nodeGpus.clone();
    int[][] nearest = nearestSites(problem);
    int[] firstNode = firstNodes(problem);
    int[] nodeOf = new int[problem.workloads()];
    Arrays.fill(nodeOf, -1);
    for (int w : order(problem)) {
      for (int site : nearest[problem.origin[w]]) {
        if (problem.allowed(w, site)) {
          int node = fullest(free, firstNode[site], firstNode[site + 1], problem.size[w]);
          if (node >= 0) {
            free[node] -= problem.size[w];
            nodeOf[w] = node;
            break;
          }
        }
      }
    }
    return Answer.unbounded(nodeOf);
  }

  private int[] order(BatchProblem problem) {
    int[] result = new int[problem.workloads()];
    if (!largestFirst) {
      Arrays.setAll(result, w -> w);
      return result;
    }
    int at = 0;
    for (int size = Arrays.stream(problem.size).max().orElse(0); size > 0; size--) {
      for (int w = 0; w < result.length; w++) {
        if (problem.size[w] == size) {
          result[at++] = w;
        }
      }
    }
    return result;
  }

  private static int fullest(int[] free, int from, int to, int size) {
    int best = -1;
    for (int n = from; n < to; n++) {
      if (free[n] >= size && (best < 0 || free[n] < free[best])) {
        best = n;
      }
    }
    return best;
  }

  /** Sites of each origin, nearest first. */
  public static int[][] nearestSites(BatchProblem problem) {
    int[][] result = new int[problem.rtt.length][problem.sites];
    for (int o = 0; o < result.length; o++) {
      long[] keys = new long[problem.sites];
      for (int s = 0; s < keys.length; s++) {
        keys[s] = (long) problem.rtt[o][s] << 32 | s;
      }
      Arrays.sort(keys);
      for (int s = 0; s < keys.length; s++) {
        result[o][s] = (int) keys[s];
      }
    }
    return result;
  }

  /** First node of each site, and the number of nodes at the end. */
  public static int[] firstNodes(BatchProblem problem) {
    int[] result = new int[problem.sites + 1];
    for (int site : problem.nodeSite) {
      result[site + 1]++;
    }
    for (int s = 0; s < problem.sites; s++) {
      result[s + 1] += result[s];
    }
    return result;
  }
}
