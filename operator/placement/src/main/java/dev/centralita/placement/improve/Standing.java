package dev.centralita.placement.improve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Workloads with the nodes their replicas stand on. A replica costs {@code weight × rtt} of its
 * site. Immutable once built; workloads and replicas are numbered in the order of adding, the
 * replicas of one workload one after the other.
 */
public final class Standing {
  final Grid grid;

  /** By shape and resource. */
  final long[][] need;

  /** By shape and kind of node. */
  final boolean[][] takes;

  /** By shape, kind of node and shared resource. */
  final long[][][] draw;

  final int[][] rtt;

  /** Sites of each origin, nearest first, ties by number. */
  final int[][] order;

  /** Sites of each policy, one bit each. */
  final long[][] allowed;

  final String[] key;
  final int[] shape;
  final int[] origin;
  final int[] policy;
  final int[] weight;
  final int[] mostPerSite;
  final int[] moving;
  final boolean[] pinned;

  /** First replica of each workload, and one past the last of the last. */
  final int[] first;

  final int[] workload;
  final int[] node;

  private Standing(Builder b) {
    grid = b.grid;
    need = b.needs.toArray(long[][]::new);
    draw = b.draws.toArray(long[][][]::new);
    takes = b.takes.toArray(boolean[][]::new);
    rtt = b.rtts.toArray(int[][]::new);
    order = new int[rtt.length][];
    for (int o = 0; o < rtt.length; o++) {
      order[o] = nearestFirst(rtt[o]);
    }
    allowed = b.policies.toArray(long[][]::new);
    int count = b.workloads.size();
    key = new String[count];
    shape = new int[count];
    origin = new int[count];
    policy = new int[count];
    weight = new int[count];
    mostPerSite = new int[count];
    moving = new int[count];
    pinned = new boolean[count];
    first = new int[count + 1];
    for (int w = 0; w < count; w++) {
      var given = b.workloads.get(w);
      key[w] = given.key;
      shape[w] = given.shape;
      origin[w] = given.origin;
      policy[w] = given.policy;
      weight[w] = given.weight;
      mostPerSite[w] = given.mostPerSite;
      moving[w] = given.moving;
      pinned[w] = given.pinned;
      first[w + 1] = first[w] + given.nodes.length;
    }
    workload = new int[first[count]];
    node = new int[first[count]];
    for (int w = 0; w < count; w++) {
      Arrays.fill(workload, first[w], first[w + 1], w);
      System.arraycopy(b.workloads.get(w).nodes, 0, node, first[w], first[w + 1] - first[w]);
    }
  }

  private static int[] nearestFirst(int[] rttOfSite) {
    long[] sorted = new long[rttOfSite.length];
    for (int s = 0; s < sorted.length; s++) {
      sorted[s] = (long) rttOfSite[s] << 32 | s;
    }
    Arrays.sort(sorted);
    int[] order = new int[sorted.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) sorted[i];
    }
    return order;
  }

  /** A builder on a grid, at first without workloads. */
  public static Builder builder(Grid grid) {
    return new Builder(grid);
  }

  /** How many replicas stand. */
  public int replicas() {
    return workload.length;
  }

  /** How many workloads there are. */
  public int workloads() {
    return key.length;
  }

  int siteOf(int replica) {
    return grid.nodeSite[node[replica]];
  }

  boolean allows(int w, int site) {
    return (allowed[policy[w]][site >> 6] >>> site & 1) != 0;
  }

  long cost(int w, int site) {
    return (long) weight[w] * rtt[origin[w]][site];
  }

  /** Σ weight × RTT. */
  public long cost() {
    long sum = 0;
    for (int i = 0; i < workload.length; i++) {
      sum += cost(workload[i], siteOf(i));
    }
    return sum;
  }

  /**
   * One workload.
   *
   * @param key by which it is known from one call to the next
   * @param weight of its round trip, ≥ 1
   * @param mostPerSite replicas at one site; 0 sets no bound
   * @param moving of its replicas, how many are under way already
   * @param pinned none of its replicas may be moved now
   * @param nodes where its replicas stand
   */
  public record Workload(
      String key,
      int shape,
      int origin,
      int policy,
      int weight,
      int mostPerSite,
      int moving,
      boolean pinned,
      int... nodes) {

    public Workload {
      if (weight < 1 || mostPerSite < 0 || moving < 0) {
        throw new IllegalArgumentException(
            "workload %s: weight %d (≥ 1), most per site %d (≥ 0), moving %d (≥ 0)"
                .formatted(key, weight, mostPerSite, moving));
      }
    }
  }

  /** Collects the parts of a standing. */
  public static final class Builder {
    private final Grid grid;
    private final List<long[]> needs = new ArrayList<>();
    private final List<long[][]> draws = new ArrayList<>();
    private final List<boolean[]> takes = new ArrayList<>();
    private final List<int[]> rtts = new ArrayList<>();
    private final List<long[]> policies = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();

    private Builder(Grid grid) {
      this.grid = grid;
    }

    /** Adds a shape that no kind of node takes yet; gives its number. */
    public int shape(long... amounts) {
      if (amounts.length != grid.resources) {
        throw new IllegalArgumentException(
            "shape %d: %d amounts for %d resources; give one each"
                .formatted(needs.size(), amounts.length, grid.resources));
      }
      needs.add(amounts.clone());
      draws.add(new long[grid.kinds][grid.shared]);
      takes.add(new boolean[grid.kinds]);
      return needs.size() - 1;
    }

    /** Nodes of the kind take the shape, and it draws so much of the shared resources there. */
    public Builder takes(int kind, int shapeNumber, long... drawn) {
      if (drawn.length != grid.shared) {
        throw new IllegalArgumentException(
            "shape %d on kind %d: %d amounts for %d shared resources; give one each"
                .formatted(shapeNumber, kind, drawn.length, grid.shared));
      }
      draws.get(shapeNumber)[kind] = drawn.clone();
      takes.get(shapeNumber)[kind] = true;
      return this;
    }

    /** Adds an origin with its RTT to every site; gives its number. */
    public int origin(int... rttToSite) {
      if (rttToSite.length != grid.site.length) {
        throw new IllegalArgumentException(
            "origin %d: %d RTTs for %d sites; give one per site"
                .formatted(rtts.size(), rttToSite.length, grid.site.length));
      }
      rtts.add(rttToSite.clone());
      return rtts.size() - 1;
    }

    /** Adds a policy that allows the sites whose bits are set; gives its number. */
    public int policy(long... sites) {
      policies.add(Arrays.copyOf(sites, (grid.site.length + 63) >> 6));
      return policies.size() - 1;
    }

    /** Adds a workload; gives its number. A replica must stand where its policy lets it. */
    public int workload(Workload given) {
      for (int n : given.nodes) {
        int s = grid.nodeSite[n];
        if ((policies.get(given.policy)[s >> 6] >>> s & 1) == 0
            || !takes.get(given.shape)[grid.nodeKind[n]]) {
          throw new IllegalArgumentException(
              "workload %s stands at site %s, which its policy or its shape does not allow; leave it out"
                  .formatted(given.key, grid.site[s]));
        }
      }
      workloads.add(given);
      return workloads.size() - 1;
    }

    /** The standing as collected so far. */
    public Standing build() {
      return new Standing(this);
    }
  }
}
