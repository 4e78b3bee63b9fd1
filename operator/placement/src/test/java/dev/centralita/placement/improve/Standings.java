package dev.centralita.placement.improve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Random small standings, a replay that trusts nothing, and the optimum by trying everything. */
final class Standings {
  private Standings() {}

  /** Two resources, one shared, two kinds of node; everything stands where it may. */
  static Standing random(SplittableRandom random, int sites, int workloads) {
    var g = Grid.builder(2, 1);
    int[] kinds = {g.kind("a"), g.kind("b")};
    for (int s = 0; s < sites; s++) {
      g.site("s" + s, random.nextInt(6, 14));
      for (int n = 0; n < random.nextInt(1, 3); n++) {
        g.node(s, kinds[random.nextInt(2)], random.nextInt(2, 7), random.nextInt(4, 12));
      }
    }
    var grid = g.build();
    var b = Standing.builder(grid);
    for (int k = 0; k < 4; k++) {
      int shape = b.shape(random.nextInt(1, 4), random.nextInt(0, 4));
      b.takes(kinds[random.nextInt(2)], shape, random.nextInt(0, 3));
      b.takes(kinds[random.nextInt(2)], shape, random.nextInt(0, 3));
    }
    for (int k = 0; k < 3; k++) {
      b.origin(random.ints(sites, 1, 100).toArray());
      b.policy(random.nextLong(1, 1L << sites));
    }
    var empty = b.build();
    var used = new Replay(empty);
    for (int w = 0; w < workloads; w++) {
      int shape = random.nextInt(4);
      int policy = random.nextInt(3);
      int most = random.nextInt(3) == 0 ? 1 : 0;
      var nodes = new ArrayList<Integer>();
      for (int r = 0; r < random.nextInt(1, 3); r++) {
        int n = random.nextInt(grid.nodeSite.length);
        int site = grid.nodeSite[n];
        boolean spread = most == 0 || nodes.stream().noneMatch(m -> grid.nodeSite[m] == site);
        if (spread && (empty.allowed[policy][0] >>> site & 1) != 0 && used.fits(shape, n)) {
          used.hold(shape, n, 1);
          nodes.add(n);
        }
      }
      if (!nodes.isEmpty()) {
        b.workload(
            new Standing.Workload(
                "w" + w,
                shape,
                random.nextInt(3),
                policy,
                random.nextInt(1, 4),
                most,
                0,
                random.nextInt(8) == 0,
                nodes.stream().mapToInt(Integer::intValue).toArray()));
      }
    }
    return b.build();
  }

  /** The same workloads on other nodes. */
  static Standing at(Standing p, int[] node) {
    var b = Standing.builder(p.grid);
    for (int s = 0; s < p.need.length; s++) {
      b.shape(p.need[s]);
      for (int k = 0; k < p.grid.kinds; k++) {
        if (p.takes[s][k]) {
          b.takes(k, s, p.draw[s][k]);
        }
      }
    }
    Arrays.stream(p.rtt).forEach(b::origin);
    Arrays.stream(p.allowed).forEach(b::policy);
    for (int w = 0; w < p.key.length; w++) {
      b.workload(
          new Standing.Workload(
              p.key[w],
              p.shape[w],
              p.origin[w],
              p.policy[w],
              p.weight[w],
              p.mostPerSite[w],
              p.moving[w],
              p.pinned[w],
              Arrays.copyOfRange(node, p.first[w], p.first[w + 1])));
    }
    return b.build();
  }

  /** Least cost of the replicas, each anywhere the rules allow, moves paid for. */
  static long optimum(Standing p, Limits limits) {
    return optimum(p, limits, new Replay(p), new int[p.workload.length], 0);
  }

  private static long optimum(Standing p, Limits limits, Replay used, int[] node, int replica) {
    if (replica == p.workload.length) {
      return 0;
    }
    int w = p.workload[replica];
    long best = Long.MAX_VALUE / 2;
    for (int n = 0; n < p.grid.nodeSite.length; n++) {
      int site = p.grid.nodeSite[n];
      if (p.allows(w, site) && used.fits(p.shape[w], n) && spread(p, node, replica, site)) {
        used.hold(p.shape[w], n, 1);
        node[replica] = n;
        long here = p.cost(w, p.siteOf(replica));
        long paid = n == p.node[replica] ? 0 : limits.price(p.weight[w], here);
        best = Math.min(best, paid + p.cost(w, site) + optimum(p, limits, used, node, replica + 1));
        used.hold(p.shape[w], n, -1);
      }
    }
    return best;
  }

  private static boolean spread(Standing p, int[] node, int replica, int site) {
    int w = p.workload[replica];
    int there = 0;
    for (int i = p.first[w]; i < replica; i++) {
      there += p.grid.nodeSite[node[i]] == site ? 1 : 0;
    }
    return p.mostPerSite[w] == 0 || there < p.mostPerSite[w];
  }

  /** What is held, counted from the amounts alone. */
  static final class Replay {
    private final Standing p;
    private final long[][] node;
    private final long[][] site;

    Replay(Standing p) {
      this.p = p;
      node = new long[p.grid.nodeSite.length][p.grid.resources];
      site = new long[p.grid.site.length][p.grid.shared];
    }

    void hold(int shape, int n, int sign) {
      for (int r = 0; r < p.grid.resources; r++) {
        node[n][r] += sign * p.need[shape][r];
      }
      for (int q = 0; q < p.grid.shared; q++) {
        site[p.grid.nodeSite[n]][q] += sign * p.draw[shape][p.grid.nodeKind[n]][q];
      }
    }

    boolean fits(int shape, int n) {
      return p.takes[shape][p.grid.nodeKind[n]] && broken(shape, n).isEmpty();
    }

    /** Resources of which there would be too little with one more. */
    List<String> broken(int shape, int n) {
      var out = new ArrayList<String>();
      int s = p.grid.nodeSite[n];
      for (int r = 0; r < p.grid.resources; r++) {
        if (node[n][r] + p.need[shape][r] > p.grid.capacity[n * p.grid.resources + r]) {
          out.add("node " + n + " resource " + r);
        }
      }
      for (int q = 0; q < p.grid.shared; q++) {
        long more = p.draw[shape][p.grid.nodeKind[n]][q];
        if (site[s][q] + more > p.grid.siteCapacity[s * p.grid.shared + q]) {
          out.add("site " + s + " shared " + q);
        }
      }
      return out;
    }
  }
}
