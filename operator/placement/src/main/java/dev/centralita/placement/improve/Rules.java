package dev.centralita.placement.improve;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Which replicas may move where in this slice, and what a move must bring. */
final class Rules {
  /** Measured: from 2 to 8 the gap under churn falls, above that it does not. */
  private static final int REGRET_WEIGHT = 6;

  private final Standing p;
  private final Limits limits;
  private final Occupancy now;
  private final Prices prices;

  /** Sites that a workload left lately, one bit each; none at all where there are none. */
  private final long[][] barred;

  private final int[] movesOf;
  private final boolean[] moved;
  private int inFleet;

  Rules(
      Standing standing, Limits limits, Occupancy now, Prices prices, History history, long time) {
    p = standing;
    this.limits = limits;
    this.now = now;
    this.prices = prices;
    barred = new long[p.key.length][0];
    movesOf = p.moving.clone();
    moved = new boolean[p.workload.length];
    for (int moving : p.moving) {
      inFleet += moving;
    }
    if (!history.isEmpty()) {
      bar(history, time);
    }
  }

  private void bar(History history, long time) {
    Map<String, Integer> sites = HashMap.newHashMap(p.grid.site.length);
    for (int s = 0; s < p.grid.site.length; s++) {
      sites.put(p.grid.site[s], s);
    }
    for (int w = 0; w < p.key.length; w++) {
      var left = history.of(p.key[w]);
      for (var entry : left.entrySet()) {
        Integer s = sites.get(entry.getKey());
        if (s != null && time - entry.getValue() < limits.quiet()) {
          barred[w] = Arrays.copyOf(barred[w], (sites.size() + 63) >> 6);
          barred[w][s >> 6] |= 1L << s;
        }
      }
    }
  }

  /** Whether the replica may move at all, beside {@code underWay} others of this chain. */
  boolean mayMove(int replica, int underWay) {
    int w = p.workload[replica];
    return !p.pinned[w]
        && !moved[replica]
        && movesOf[w] < limits.ofOneWorkload()
        && inFleet + underWay < limits.inFleet();
  }

  /** Whether law, distance, spread and its own past let the replica go there; room aside. */
  boolean mayGo(int replica, int site) {
    int w = p.workload[replica];
    long[] bits = barred[w];
    return p.allows(w, site)
        && (bits.length == 0 || (bits[site >> 6] >>> site & 1) == 0)
        && (p.mostPerSite[w] == 0 || now.ofWorkload(w, site) < p.mostPerSite[w]);
  }

  /**
   * What the replica would lose at the prices, weighed. It would soon want back, which it may not:
   * without this, workloads that were pushed aside add up to a gap that nothing can close.
   */
  long regret(int replica, int site) {
    int w = p.workload[replica];
    long more = prices.priced(w, site) - prices.priced(w, now.site(replica));
    return more <= 0 ? 0 : REGRET_WEIGHT * more / Prices.SCALE;
  }

  /** What moving the replica from where it is costs. */
  long price(int replica) {
    int w = p.workload[replica];
    return limits.price(p.weight[w], p.cost(w, now.site(replica)));
  }

  /** A chain that contains the replica has been accepted. */
  void count(int replica) {
    moved[replica] = true;
    movesOf[p.workload[replica]]++;
    inFleet++;
  }

  /** How many more replicas may be set moving. */
  int left() {
    return limits.inFleet() - inFleet;
  }

  boolean withinSite() {
    return limits.withinSite();
  }

  boolean roomFirst() {
    return limits.roomFirst();
  }
}
