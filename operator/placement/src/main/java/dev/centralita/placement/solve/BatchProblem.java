package dev.centralita.placement.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many single-replica items to put on the nodes of many sites.
 *
 * <p>Item {@code i} needs {@code gpus} GPUs of <em>one</em> node, may go to the sites of its policy
 * class, and costs {@code weight × rtt[origin][site]} there, or {@code refusalCost} when it is left
 * out. Ids are dense, in the order of adding. Immutable once built.
 *
 * <pre>{@code
 * var b = BatchProblem.builder(2);              // sites 0 and 1
 * b.node(0, 8).node(1, 8).node(1, 8);           // GPUs of each node
 * int madrid = b.origin(300, 4200);             // RTT to each site
 * int anywhere = b.policy(0, 1);                // allowed sites
 * b.item(madrid, anywhere, 3, 1);               // 3 GPUs, weight 1
 * }</pre>
 */
public final class BatchProblem {
  final int sites;
  final int[][] nodeGpus;
  final int[][] rtt;
  final long[][] allowed;
  final int items;
  final int[] origin;
  final int[] policy;
  final int[] gpus;
  final int[] weight;
  final long[] refusal;

  private BatchProblem(Builder b) {
    sites = b.sites;
    nodeGpus = new int[sites][];
    for (int s = 0; s < sites; s++) {
      nodeGpus[s] = b.nodes.get(s).stream().mapToInt(Integer::intValue).toArray();
    }
    rtt = b.origins.toArray(int[][]::new);
    allowed = b.policies.toArray(long[][]::new);
    items = b.items;
    origin = Arrays.copyOf(b.origin, items);
    policy = Arrays.copyOf(b.policy, items);
    gpus = Arrays.copyOf(b.gpus, items);
    weight = Arrays.copyOf(b.weight, items);
    refusal = Arrays.copyOf(b.refusal, items);
    long dearest = 1;
    for (int[] row : rtt) {
      for (int micros : row) {
        dearest = Math.max(dearest, micros);
      }
    }
    for (int i = 0; i < items; i++) {
      refusal[i] = refusal[i] < 0 ? 4 * dearest * weight[i] * gpus[i] : refusal[i];
    }
  }

  /** A builder for a problem of so many sites, at first without nodes. */
  public static Builder builder(int sites) {
    return new Builder(sites);
  }

  /** How many items there are. */
  public int items() {
    return items;
  }

  /** How many sites there are. */
  public int sites() {
    return sites;
  }

  /** How many nodes a site has. */
  public int nodes(int site) {
    return nodeGpus[site].length;
  }

  /** GPUs of a node. */
  public int nodeGpus(int site, int node) {
    return nodeGpus[site][node];
  }

  /** GPUs an item needs. */
  public int gpus(int item) {
    return gpus[item];
  }

  /** Whether an item's policy class lets it go to a site. */
  public boolean allows(int item, int site) {
    return (allowed[policy[item]][site >> 6] >>> site & 1) != 0;
  }

  /** What an item costs at a site, allowed there or not. */
  public long cost(int item, int site) {
    return (long) weight[item] * rtt[origin[item]][site];
  }

  /** The GPU counts that items ask for, largest first. */
  int[] sizes() {
    return Arrays.stream(gpus).distinct().map(g -> -g).sorted().map(g -> -g).toArray();
  }

  /** Index of each item's size among the sizes. */
  int[] kinds(int[] sizes) {
    int[] index = new int[Arrays.stream(sizes).max().orElse(0) + 1];
    for (int k = 0; k < sizes.length; k++) {
      index[sizes[k]] = k;
    }
    int[] kind = new int[items];
    Arrays.setAll(kind, i -> index[gpus[i]]);
    return kind;
  }

  /** All GPUs of each site. */
  int[] capacity() {
    int[] sum = new int[sites];
    Arrays.setAll(sum, s -> Arrays.stream(nodeGpus[s]).sum());
    return sum;
  }

  /** What leaving an item out costs. */
  public long refusalCost(int item) {
    return refusal[item];
  }

  /** Collects the parts of a problem. */
  public static final class Builder {
    private final int sites;
    private final List<List<Integer>> nodes = new ArrayList<>();
    private final List<int[]> origins = new ArrayList<>();
    private final List<long[]> policies = new ArrayList<>();
    private int items;
    private int[] origin = new int[64];
    private int[] policy = new int[64];
    private int[] gpus = new int[64];
    private int[] weight = new int[64];
    private long[] refusal = new long[64];

    private Builder(int sites) {
      this.sites = sites;
      for (int s = 0; s < sites; s++) {
        nodes.add(new ArrayList<>());
      }
    }

    /** Adds a node. */
    public Builder node(int site, int gpuCount) {
      nodes.get(site).add(gpuCount);
      return this;
    }

    /** Adds an origin with its RTT to every site; gives its id. */
    public int origin(int... rttToSite) {
      if (rttToSite.length != sites) {
        throw new IllegalArgumentException(
            "origin %d: %d RTTs for %d sites; give one per site"
                .formatted(origins.size(), rttToSite.length, sites));
      }
      origins.add(rttToSite.clone());
      return origins.size() - 1;
    }

    /** Adds a policy class that allows the given sites; gives its id. */
    public int policy(int... allowedSites) {
      var mask = new long[(sites + 63) >> 6];
      for (int s : allowedSites) {
        mask[s >> 6] |= 1L << s;
      }
      policies.add(mask);
      return policies.size() - 1;
    }

    /** Adds an item whose refusal costs more than any site; gives its id. */
    public int item(int originId, int policyId, int gpuCount, int weightOfRtt) {
      return item(originId, policyId, gpuCount, weightOfRtt, -1);
    }

    /**
     * Adds an item; gives its id.
     *
     * @param refusalCost −1 for four times the dearest site times the GPUs
     */
    public int item(int originId, int policyId, int gpuCount, int weightOfRtt, long refusalCost) {
      if (gpuCount < 1 || weightOfRtt < 1) {
        throw new IllegalArgumentException(
            "item %d: %d GPUs (≥ 1), weight %d (≥ 1)".formatted(items, gpuCount, weightOfRtt));
      }
      if (items == origin.length) {
        origin = Arrays.copyOf(origin, items * 2);
        policy = Arrays.copyOf(policy, items * 2);
        gpus = Arrays.copyOf(gpus, items * 2);
        weight = Arrays.copyOf(weight, items * 2);
        refusal = Arrays.copyOf(refusal, items * 2);
      }
      origin[items] = originId;
      policy[items] = policyId;
      gpus[items] = gpuCount;
      weight[items] = weightOfRtt;
      refusal[items] = refusalCost;
      return items++;
    }

    /** The problem as collected so far. */
    public BatchProblem build() {
      return new BatchProblem(this);
    }
  }
}
