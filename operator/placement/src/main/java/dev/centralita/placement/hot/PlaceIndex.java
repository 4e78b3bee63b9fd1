package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * Where the next replica goes, for sites, nodes, shapes, policy classes and population mixes known
 * by dense ids. Single writer; see DESIGN.md beside this package for the layout.
 *
 * <p>A site takes a shape when one of its nodes does; both are kept as bits, so that a decision
 * reads a few words per 64 sites and one rank per candidate.
 */
public final class PlaceIndex {
  /** With fewer candidates than this their ranks are compared, else the order is walked. */
  private static final int FEW = 48;

  private final NodeTable nodes;
  private final ShapeTable shapes;
  private final int words;
  private final int sites;

  /** First node of each site; one more at the end. */
  private final int[] firstNode;

  private final long[] open;
  private final long[][] policy;

  /** Per mix: sites by cost then id, the place of each site therein, cost by site. */
  private final int[][] order;

  private final int[][] rank;
  private final int[][] cost;

  /** Sites of each mix within its latency bound. */
  private final long[][] near;

  /** Nodes of the site that take the shape: by shape × sites + site; and whether any does. */
  private final short[] taking;

  private final long[][] takes;
  private final long[] candidates;

  PlaceIndex(IndexBuilder b) {
    sites = b.sites();
    words = (sites + 63) >> 6;
    nodes = new NodeTable(b);
    shapes = new ShapeTable(b.shapes);
    firstNode = new int[sites + 1];
    for (int site : nodes.site) {
      firstNode[site + 1]++;
    }
    for (int s = 0; s < sites; s++) {
      firstNode[s + 1] += firstNode[s];
    }
    open = new long[words];
    policy = b.policies.toArray(long[][]::new);
    order = new int[b.mixes.size()][];
    rank = new int[order.length][sites];
    cost = new int[order.length][];
    near = new long[order.length][words];
    for (int m = 0; m < order.length; m++) {
      sort(m, b.mixes.get(m));
    }
    taking = new short[shapes.count * sites];
    takes = new long[shapes.count][words];
    candidates = new long[words];
    for (int s = 0; s < sites; s++) {
      setOpen(s, b.open.get(s));
    }
    for (int n = 0; n < nodes.count; n++) {
      recheck(n);
    }
  }

  private void sort(int mix, IndexBuilder.Mix given) {
    cost[mix] = given.cost();
    long[] keys = new long[sites];
    for (int s = 0; s < sites; s++) {
      keys[s] = (long) given.cost()[s] << 32 | s;
      near[mix][s >> 6] |= given.cost()[s] <= given.limit() ? 1L << s : 0;
    }
    Arrays.sort(keys);
    order[mix] = new int[sites];
    for (int r = 0; r < sites; r++) {
      order[mix][r] = (int) keys[r];
      rank[mix][(int) keys[r]] = r;
    }
  }

  /**
   * Decides for one replica, without taking anything.
   *
   * @return whether {@code out} names a site and node; its masks are written either way
   */
  public boolean place(int shape, int policyClass, int mix, Placement out) {
    int found = 0;
    long[] fit = takes[shape];
    long[] law = policy[policyClass];
    long[] reach = near[mix];
    for (int w = 0; w < words; w++) {
      long admitted = open[w] & law[w];
      long good = admitted & reach[w] & fit[w];
      out.unlawful[w] = open[w] & ~law[w];
      out.tooFar[w] = admitted & ~reach[w];
      out.full[w] = admitted & reach[w] & ~fit[w];
      candidates[w] = good;
      found += Long.bitCount(good);
    }
    int site = found == 0 ? -1 : found < FEW ? least(rank[mix]) : first(order[mix]);
    out.site = site;
    out.node = site < 0 ? -1 : tightest(site, shape);
    out.cost = site < 0 ? 0 : cost[mix][site];
    return site >= 0;
  }

  private int least(int[] rankOf) {
    int best = Integer.MAX_VALUE;
    int site = -1;
    for (int w = 0; w < words; w++) {
      for (long left = candidates[w]; left != 0; left &= left - 1) {
        int s = (w << 6) + Long.numberOfTrailingZeros(left);
        if (rankOf[s] < best) {
          best = rankOf[s];
          site = s;
        }
      }
    }
    return site;
  }

  private int first(int[] sitesInOrder) {
    int r = 0;
    while ((candidates[sitesInOrder[r] >> 6] >>> sitesInOrder[r] & 1) == 0) {
      r++;
    }
    return sitesInOrder[r];
  }

  /** The node of the site that takes the shape with least GPU left over, ties by id. */
  private int tightest(int site, int shape) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int n = firstNode[site]; n < firstNode[site + 1]; n++) {
      if (nodes.takes(n, shape) && nodes.gpus[n] < least) {
        least = nodes.gpus[n];
        best = n;
      }
    }
    return best;
  }

  /** A replica of the shape is promised to or seen on the node. */
  public void take(int node, int shape) {
    move(node, shape, 1);
  }

  /** Its pod or promise is gone. */
  public void giveBack(int node, int shape) {
    move(node, shape, -1);
  }

  private void move(int node, int shape, int sign) {
    nodes.gpus[node] -= sign * shapes.gpus[shape];
    nodes.cpuMilli[node] -= sign * shapes.cpuMilli[shape];
    nodes.memoryMib[node] -= sign * shapes.memoryMib[shape];
    nodes.pods[node] -= sign;
    draw(node, (long) sign * shapes.gpus[shape] * nodes.milliwattsEach[node]);
    recheck(node);
  }

  /** What is free on a node, as observed; a node that is gone has nothing. */
  public void setNode(int node, int gpus, int cpuMilli, int memoryMib, int pods) {
    nodes.gpus[node] = gpus;
    nodes.cpuMilli[node] = cpuMilli;
    nodes.memoryMib[node] = memoryMib;
    nodes.pods[node] = pods;
    recheck(node);
  }

  /** Whether new replicas may come to the site at all: observed, reachable, not cordoned. */
  public void setOpen(int site, boolean isOpen) {
    if (isOpen) {
      open[site >> 6] |= 1L << site;
    } else {
      open[site >> 6] &= ~(1L << site);
    }
  }

  /** What the site's power envelope has left, overhead already divided out. */
  public void setPower(int site, long milliwattsFree) {
    nodes.powerFree[site] = milliwattsFree;
    recheckAll(site);
  }

  /** Sites that a class admits have changed: law, certificates, carriers or tolerations. */
  public void setPolicy(int policyClass, long[] admitted) {
    System.arraycopy(admitted, 0, policy[policyClass], 0, words);
  }

  /** Power is the site's: where little is left, its other nodes may no longer take a shape. */
  private void draw(int node, long milliwatts) {
    int site = nodes.site[node];
    long before = nodes.powerFree[site];
    long after = before - milliwatts;
    nodes.powerFree[site] = after;
    if (Math.min(before, after) < shapes.mostGpus * nodes.hungriest) {
      recheckAll(site);
    }
  }

  private void recheckAll(int site) {
    for (int n = firstNode[site]; n < firstNode[site + 1]; n++) {
      recheck(n);
    }
  }

  /** Brings the bits of a node, and what its site takes, in line with what is free there. */
  private void recheck(int node) {
    int site = nodes.site[node];
    for (int group = 0; group < shapes.groups; group++) {
      long now = shapes.fitting(group, nodes, node);
      long changed = nodes.swap(node, group, now);
      for (; changed != 0; changed &= changed - 1) {
        int bit = Long.numberOfTrailingZeros(changed);
        int shape = (group << 6) + bit;
        int cell = shape * sites + site;
        taking[cell] += (short) ((now >>> bit & 1) == 0 ? -1 : 1);
        if (taking[cell] > 0) {
          takes[shape][site >> 6] |= 1L << site;
        } else {
          takes[shape][site >> 6] &= ~(1L << site);
        }
      }
    }
  }

  /** A result that {@link #place} of this index can write to. */
  public Placement newPlacement() {
    return new Placement(words);
  }

  /** GPUs free on a node. */
  public int gpusFree(int node) {
    return nodes.gpus[node];
  }
}
