package dev.centralita.bench.peer;

import dev.centralita.bench.instance.BatchProblem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Nodes for workloads whose sites are decided, exactly: depth-first, largest first. */
final class SitePacking {
  private static final int WIDEST = 16;

  private SitePacking() {}

  /** A node per workload, −1 for all of a site whose share cannot be packed. */
  static int[] pack(BatchProblem problem, int[] siteOf) {
    int[] nodeOf = new int[siteOf.length];
    Arrays.fill(nodeOf, -1);
    int[] firstNode = NearestFit.firstNodes(problem);
    for (int site = 0; site < problem.sites; site++) {
      int here = site;
      Integer[] members =
          IntStream.range(0, siteOf.length)
              .filter(w -> siteOf[w] == here)
              .boxed()
              .sorted(Comparator.comparing((Integer w) -> -problem.size[w]))
              .toArray(Integer[]::new);
      int[] free = Arrays.copyOfRange(problem.nodeGpus, firstNode[site], firstNode[site + 1]);
      if (!place(problem, members, 0, free, firstNode[site], nodeOf)) {
        for (int w : members) {
          nodeOf[w] = -1;
        }
      }
    }
    return nodeOf;
  }

  private static boolean place(
      BatchProblem problem, Integer[] members, int at, int[] free, int base, int[] nodeOf) {
    if (at == members.length) {
      return true;
    }
    int size = problem.size[members[at]];
    // Tightest first; nodes with the same free count are interchangeable.
    for (int room = size; room <= WIDEST; room++) {
      for (int n = 0; n < free.length; n++) {
        if (free[n] == room) {
          free[n] -= size;
          nodeOf[members[at]] = base + n;
          if (place(problem, members, at + 1, free, base, nodeOf)) {
            return true;
          }
          free[n] += size;
          break;
        }
      }
    }
    return false;
  }
}
