package dev.centralita.bench.instance;

import java.util.Arrays;

/**
 * Many one-replica workloads to be placed at once on GPU nodes grouped into sites.
 *
 * <p>Cost of workload w on any node of site s is {@code rtt[origin[w]][s] × weight[w]}. Arrays are
 * shared, not copied: whoever receives a problem only reads it.
 */
public final class BatchProblem {
  public final String name;
  public final int sites;

  /** Site of each node, ascending. */
  public final int[] nodeSite;

  public final int[] nodeGpus;

  /** Round trip by origin and site. */
  public final int[][] rtt;

  /** Sites that a policy class admits, one bit each. */
  public final long[][] classSites;

  public final int[] size;
  public final int[] origin;
  public final int[] policy;
  public final int[] weight;

  public BatchProblem(String name, Grid grid, int[][] rtt, long[][] classSites, int[][] workloads) {
    this.name = name;
    this.sites = grid.sites();
    this.nodeSite = grid.nodeSite();
    this.nodeGpus = grid.nodeGpus();
    this.rtt = rtt;
    this.classSites = classSites;
    this.size = workloads[0];
    this.origin = workloads[1];
    this.policy = workloads[2];
    this.weight = workloads[3];
  }

  /** Equal sites of equal nodes. */
  public record Grid(int sites, int nodesPerSite, int gpusPerNode) {
    int[] nodeSite() {
      int[] result = new int[sites * nodesPerSite];
      Arrays.setAll(result, n -> n / nodesPerSite);
      return result;
    }

    int[] nodeGpus() {
      int[] result = new int[sites * nodesPerSite];
      Arrays.fill(result, gpusPerNode);
      return result;
    }

    /** All GPUs of the grid. */
    public int gpus() {
      return sites * nodesPerSite * gpusPerNode;
    }
  }

  public int workloads() {
    return size.length;
  }

  public int nodes() {
    return nodeSite.length;
  }

  public boolean allowed(int workload, int site) {
    return (classSites[policy[workload]][site >> 6] >>> site & 1) != 0;
  }

  public long cost(int workload, int site) {
    return (long) rtt[origin[workload]][site] * weight[workload];
  }

  /** What a list of nodes (−1: not placed) is worth; throws when it breaks a rule. */
  public Score score(int[] nodeOf) {
    int[] free = nodeGpus.clone();
    long cost = 0;
    int unplaced = 0;
    for (int w = 0; w < nodeOf.length; w++) {
      int node = nodeOf[w];
      if (node < 0) {
        unplaced++;
        continue;
      }
      int site = nodeSite[node];
      free[node] -= size[w];
      if (!allowed(w, site) || free[node] < 0) {
        throw new IllegalStateException(
            "%s: workload %d of %d GPUs on node %d of site %d: %s"
                .formatted(
                    name, w, size[w], node, site, free[node] < 0 ? "node full" : "not allowed"));
      }
      cost += cost(w, site);
    }
    return new Score(cost, unplaced);
  }

  /** Cost of the placed ones and how many were not placed. */
  public record Score(long cost, int unplaced) {
    /** How far above a bound or optimum, in per cent; meaningless unless everything is placed. */
    public double gapPercent(double reference) {
      return 100.0 * (cost - reference) / reference;
    }

    public boolean complete() {
      return unplaced == 0;
    }
  }
}
