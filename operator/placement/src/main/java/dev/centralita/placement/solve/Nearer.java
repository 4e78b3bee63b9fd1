package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Moves items to listed sites that cost less and have GPUs left: sites of the highest price first,
 * and to each those that gain most per GPU. What they leave free is at a site of a lower price, as
 * a rule, whose turn comes after; so what is free goes down to sites without a price.
 */
final class Nearer {
  private final Priced m;

  /** The size that any room is enough for. */
  private final int smallest;

  /** Sites, those of the highest price first. */
  private final long[] order;

  /** Where among the entries those for a site begin. */
  private final int[] first;

  /** Who lists a site: the item's cost there in the upper half, the item in the lower. */
  private final long[] entry;

  /** What each item costs where it is. */
  private final int[] cost;

  private final long[] gain;

  Nearer(Priced priced, Shortlists lists) {
    m = priced;
    int last = m.sizes().length - 1;
    smallest = m.sizes()[last];
    order = new long[m.problem().sites];
    Arrays.setAll(order, s -> (long) -m.price()[last][s] << 32 | s);
    Arrays.sort(order);
    first = new int[order.length + 1];
    entry = bySite(lists);
    cost = new int[m.kind().length];
    int most = 0;
    for (int s = 0; s < order.length; s++) {
      most = Math.max(most, first[s + 1] - first[s]);
    }
    gain = new long[most];
  }

  private long[] bySite(Shortlists lists) {
    int[] of = m.alike().of;
    for (int group : of) {
      for (int n = lists.from(group), end = lists.end(group); n < end; n++) {
        first[lists.site(n) + 1]++;
      }
    }
    for (int s = 0; s < order.length; s++) {
      first[s + 1] += first[s];
    }
    int[] next = first.clone();
    long[] result = new long[first[order.length]];
    for (int item = 0; item < of.length; item++) {
      for (int n = lists.from(of[item]), end = lists.end(of[item]); n < end; n++) {
        result[next[lists.site(n)]++] = (long) lists.cost(n) << 32 | item;
      }
    }
    return result;
  }

  /** Goes through all sites until nothing moves any more, or so much of the time is used. */
  void move(Occupied now, Budget budget, int permille) {
    for (int i = 0; i < cost.length; i++) {
      int s = now.site[i];
      cost[i] = s < 0 ? m.costs().refusal(i) : m.cost(i, s);
    }
    boolean moving = true;
    while (moving && budget.within(permille)) {
      moving = false;
      for (long o : order) {
        int s = (int) o;
        moving |= now.takes(s, smallest) && fill(now, s);
      }
    }
  }

  private boolean fill(Occupied now, int s) {
    int[] gpus = m.problem().gpus;
    int n = 0;
    for (int k = first[s]; k < first[s + 1]; k++) {
      int item = (int) entry[k];
      int gained = cost[item] - (int) (entry[k] >> 32);
      if (gained > 0) {
        gain[n++] = (long) -(gained / gpus[item]) << 32 | item;
      }
    }
    Arrays.sort(gain, 0, n);
    boolean moved = false;
    for (int k = 0; k < n && now.takes(s, smallest); k++) {
      int item = (int) gain[k];
      if (now.takes(s, gpus[item])) {
        if (now.site[item] >= 0) {
          now.take(item);
        }
        now.put(item, s);
        cost[item] = m.cost(item, s);
        moved = true;
      }
    }
    return moved;
  }
}
