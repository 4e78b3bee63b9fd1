package dev.centralita.placement.improve;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Which replicas may move where in this slice, and what a move must bring. */
final class Rules {
  /** How often a loss at the prices counts, at most. */
  private static final int LOSS_WEIGHT = 10;

  /**
   * From this share of the bound on, in thousandths, what one replica has to gain makes it less.
   */
  private static final int MUCH_TO_GAIN = 1;

  /** Of a site that does not take the shape at all; weighed, it still is a number. */
  private static final long MOST_LOSS = Long.MAX_VALUE / 10_000;

  private final Standing p;
  private final Limits limits;
  private final Occupancy now;
  private final Prices prices;

  /** Sites that a workload left lately, one bit each; none at all where there are none. */
  private final long[][] barred;

  private final int[] movesOf;
  private final boolean[] moved;
  private int inFleet;

  /** How often a loss counts for the present start, in thousandths. */
  private long lossWeight;

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
   * Chains from now on start with the replica. The more it has to gain, the more others may lose
   * for it: one that alone is a large part of the gap is worth their bars.
   */
  void startWith(int replica) {
    int w = p.workload[replica];
    long gain = (prices.priced(w, now.site(replica)) - prices.least(w)) / Prices.SCALE;
    long much = prices.bound() / 1000 * MUCH_TO_GAIN;
    long left = Math.max(1, gain - price(replica));
    lossWeight = Math.clamp(1000 * LOSS_WEIGHT * much / left, 1000, 1000 * LOSS_WEIGHT);
  }

  /**
   * What the replica would lose at the prices, now or as they have been lately, weighed. It would
   * soon want back, which it may not: without this, workloads that were pushed aside add up to a
   * gap that nothing can close.
   */
  long regret(int replica, int site) {
    int w = p.workload[replica];
    int here = now.site(replica);
    long more = prices.priced(w, site) - prices.priced(w, here);
    long usually = prices.usuallyPriced(w, site) - prices.usuallyPriced(w, here);
    long loss = Math.clamp(Math.max(more, usually), 0, MOST_LOSS) / Prices.SCALE;
    return loss * lossWeight / 1000;
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
