package dev.centralita.placement.improve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sites with their nodes, and what of them is there for the replicas of a {@link Standing}: what
 * others hold is taken off. Immutable; sites and nodes are numbered in the order of adding.
 *
 * <p>Nodes of one kind take the same shapes. All nodes of one kind at one site are a <em>cell</em>.
 * The first resource is the scarce one, GPUs: nodes are filled tightest first by it.
 */
public final class Grid {
  final String[] site;
  final int resources;
  final int shared;
  final int kinds;
  final int[] nodeSite;
  final int[] nodeKind;
  final int[] nodeCell;

  /** Nodes of each site. */
  final int[][] siteNodes;

  /** By node and resource. */
  final long[] capacity;

  /** By site and shared resource. */
  final long[] siteCapacity;

  /** Cells of each site. */
  final int[][] siteCells;

  final int[] cellKind;
  final int[] cellSite;
  final String[] cellName;

  private Grid(Builder b) {
    site = b.sites.toArray(String[]::new);
    resources = b.resources;
    shared = b.shared;
    kinds = b.kinds.size();
    nodeSite = b.nodeSite.stream().mapToInt(Integer::intValue).toArray();
    nodeKind = b.nodeKind.stream().mapToInt(Integer::intValue).toArray();
    siteNodes = grouped(nodeSite, site.length);
    capacity = flat(b.capacity, resources);
    siteCapacity = flat(b.siteCapacity, shared);
    var cells = new HashMap<Long, Integer>();
    nodeCell = new int[nodeSite.length];
    var cellSites = new ArrayList<Integer>();
    var cellKinds = new ArrayList<Integer>();
    for (int n = 0; n < nodeSite.length; n++) {
      int s = nodeSite[n];
      int k = nodeKind[n];
      nodeCell[n] =
          cells.computeIfAbsent(
              (long) s << 32 | k,
              key -> {
                cellSites.add(s);
                cellKinds.add(k);
                return cellSites.size() - 1;
              });
    }
    cellKind = cellKinds.stream().mapToInt(Integer::intValue).toArray();
    cellSite = cellSites.stream().mapToInt(Integer::intValue).toArray();
    siteCells = grouped(cellSite, site.length);
    cellName = new String[cellKind.length];
    Arrays.setAll(cellName, c -> site[cellSite[c]] + "/" + b.kinds.get(cellKind[c]));
  }

  private static int[][] grouped(int[] groupOf, int groups) {
    int[][] out = new int[groups][];
    int[] count = new int[groups];
    for (int g : groupOf) {
      count[g]++;
    }
    for (int g = 0; g < groups; g++) {
      out[g] = new int[count[g]];
      count[g] = 0;
    }
    for (int i = 0; i < groupOf.length; i++) {
      out[groupOf[i]][count[groupOf[i]]++] = i;
    }
    return out;
  }

  private static long[] flat(List<long[]> rows, int width) {
    long[] out = new long[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, out, i * width, width);
    }
    return out;
  }

  /**
   * A builder of an empty grid.
   *
   * @param resources that a node has
   * @param shared resources that the nodes of a site have together, like watts
   */
  public static Builder builder(int resources, int shared) {
    return new Builder(resources, shared);
  }

  /** How many sites there are. */
  public int sites() {
    return site.length;
  }

  /** Name of a site. */
  public String site(int number) {
    return site[number];
  }

  /** Site of a node. */
  public int siteOf(int node) {
    return nodeSite[node];
  }

  /** Collects the parts of a grid. */
  public static final class Builder {
    private final int resources;
    private final int shared;
    private final List<String> sites = new ArrayList<>();
    private final List<long[]> siteCapacity = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final Map<String, Integer> kindOf = new HashMap<>();
    private final List<Integer> nodeSite = new ArrayList<>();
    private final List<Integer> nodeKind = new ArrayList<>();
    private final List<long[]> capacity = new ArrayList<>();

    private Builder(int resources, int shared) {
      this.resources = resources;
      this.shared = shared;
    }

    /**
     * Adds a site; gives its number.
     *
     * @param available of each shared resource
     */
    public int site(String name, long... available) {
      sites.add(name);
      siteCapacity.add(checked("site " + name, available, shared));
      return sites.size() - 1;
    }

    /** The number of a kind of node, known or new. */
    public int kind(String name) {
      return kindOf.computeIfAbsent(
          name,
          n -> {
            kinds.add(n);
            return kinds.size() - 1;
          });
    }

    /**
     * Adds a node; gives its number.
     *
     * @param available of each resource; negative where others hold more than there is
     */
    public int node(int siteNumber, int kindNumber, long... available) {
      nodeSite.add(siteNumber);
      nodeKind.add(kindNumber);
      capacity.add(checked("node at " + sites.get(siteNumber), available, resources));
      return nodeSite.size() - 1;
    }

    private static long[] checked(String what, long[] given, int wanted) {
      if (given.length != wanted) {
        throw new IllegalArgumentException(
            "%s: %d amounts for %d resources; give one each".formatted(what, given.length, wanted));
      }
      return given.clone();
    }

    /** The grid as collected so far. */
    public Grid build() {
      return new Grid(this);
    }
  }
}
