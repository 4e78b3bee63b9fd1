package dev.centralita.placement.solve;

import java.util.Arrays;

/** For every group of items alike, the sites that are cheapest or nearly so at given prices. */
final class Shortlists {
  static final int WIDTH = 24;
  private static final int WANTED = 12;

  /** Spreads are in so many parts of a cost unit. */
  private static final int PARTS = 8;

  private static final int MOST = 1 << 30;

  /** Low bits hold the site, the rest the cost. */
  static final int SITE_BITS = 20;

  static final int SITE_MASK = (1 << SITE_BITS) - 1;

  /** Ends a list that is shorter than {@link #WIDTH}. */
  static final long END = Long.MAX_VALUE;

  private final Priced m;
  private final SiteCosts costs;

  /** By {@code [group * WIDTH + n]}, in the order of sites. */
  final long[] entry;

  /**
   * How much dearer than the cheapest a site may be, per weight: origins differ, so each has its.
   */
  private final int[] spread;

  private final int[] widest;

  /** Σ over the items of least cost plus price, or refusal. */
  long value;

  Shortlists(Priced priced) {
    m = priced;
    costs = m.costs();
    entry = new long[m.alike().sample.length * WIDTH];
    widest = new int[m.problem().rtt.length];
    Arrays.setAll(widest, o -> widest(m.problem().rtt[o]));
    spread = widest.clone();
  }

  /** Nearly all sites: too many become less at once, too few become more only group by group. */
  private static int widest(int[] rtt) {
    return PARTS * Math.min(Arrays.stream(rtt).max().orElse(0), MOST / PARTS);
  }

  /** Makes all lists at the present prices. */
  void make() {
    var alike = m.alike();
    value = 0;
    for (int group = 0; group < alike.sample.length; group++) {
      int item = alike.sample[group];
      int least = m.fill(item);
      int refusal = costs.refusal(item);
      value += (long) alike.count[group] * Math.min(least, refusal);
      if (least >= refusal) {
        entry[group * WIDTH] = END;
      } else {
        list(group, item, least, refusal);
      }
    }
  }

  private void list(int group, int item, int least, int refusal) {
    int o = m.problem().origin[item];
    int weight = m.problem().weight[item];
    int from = group * WIDTH;
    int found;
    while (true) {
      long limit = Math.min(refusal, least + (long) spread[o] * weight / PARTS);
      found = collect(item, (int) limit, from) - from;
      if (found <= WIDTH || spread[o] == 0) {
        break;
      }
      spread[o] -= Math.max(1, spread[o] >> 2);
    }
    int other = spread[o] + (found < WANTED ? Math.max(1, spread[o] >> 4) : -(spread[o] >> 5));
    spread[o] = Math.min(widest[o], other);
    if (found < WIDTH) {
      entry[from + found] = END;
    }
  }

  /** Writes the sites up to the limit; one past the end when there are more than fit. */
  private int collect(int item, int limit, int from) {
    int[] at = costs.at;
    int end = from + WIDTH;
    int n = from;
    for (int s = 0; s < at.length; s++) {
      if (at[s] <= limit) {
        if (n == end) {
          return n + 1;
        }
        entry[n++] = (long) costs.cost(item, s) << SITE_BITS | s;
      }
    }
    return n;
  }

  int from(int group) {
    return group * WIDTH;
  }

  /** Behind the last entry of a group. */
  int end(int group) {
    int n = group * WIDTH;
    int end = n + WIDTH;
    while (n < end && entry[n] != END) {
      n++;
    }
    return n;
  }

  int site(int n) {
    return (int) entry[n] & SITE_MASK;
  }

  int cost(int n) {
    return (int) (entry[n] >> SITE_BITS);
  }

  /** The listed site of least cost plus price, −1 to leave the item out. */
  int cheapest(int group, int refusal, int[] price) {
    int least = refusal;
    int best = -1;
    for (int n = group * WIDTH, end = n + WIDTH; n < end; n++) {
      long e = entry[n];
      if (e == END) {
        break;
      }
      int s = (int) e & SITE_MASK;
      int x = (int) (e >> SITE_BITS) + price[s];
      if (x < least) {
        least = x;
        best = s;
      }
    }
    return best;
  }
}
