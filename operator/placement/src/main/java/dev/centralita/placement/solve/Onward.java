package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * What it takes, at the prices, to send one item of a size from a site on to each other: the least
 * over the items there. Rows are made anew when an item has left that none stays for that is alike.
 */
final class Onward {
  /** More than any way takes. */
  static final int FAR = 1 << 29;

  private final Priced m;
  private final Occupied now;
  private final int size;
  private final int[][] row;

  /** What it takes to leave one of the site's items out. */
  private final int[] out;

  private final boolean[] stale;

  /** The last row that a group of items alike was counted in. */
  private final int[] counted;

  private int rows;

  Onward(Priced priced, Occupied now, int size) {
    m = priced;
    this.now = now;
    this.size = size;
    int sites = m.problem().sites;
    row = new int[sites][];
    out = new int[sites];
    stale = new boolean[sites];
    Arrays.fill(stale, true);
    counted = new int[m.alike().sample.length];
  }

  int out(int s) {
    if (stale[s]) {
      make(s);
    }
    return out[s];
  }

  int[] from(int s) {
    if (stale[s]) {
      make(s);
    }
    return row[s];
  }

  private void make(int s) {
    int[] fresh = row[s] == null ? new int[m.problem().sites] : row[s];
    Arrays.fill(fresh, FAR);
    row[s] = fresh;
    out[s] = FAR;
    rows++;
    int[] here = now.at(s);
    for (int k = now.count(s) - 1; k >= 0; k--) {
      int item = here[k];
      int group = m.alike().of[item];
      if (m.kind()[item] == size && counted[group] != rows) {
        counted[group] = rows;
        offer(item, s);
      }
    }
    stale[s] = false;
  }

  private void offer(int item, int s) {
    int stays = m.priced(item, s);
    m.costs().lower(row[s], item, m.price()[size], stays);
    out[s] = Math.max(0, Math.min(out[s], m.costs().refusal(item) - stays));
  }

  void put(int item, int s) {
    now.put(item, s);
    if (!stale[s]) {
      offer(item, s);
    }
  }

  void take(int item) {
    int s = now.site[item];
    now.take(item);
    int[] here = now.at(s);
    for (int k = now.count(s) - 1; k >= 0; k--) {
      if (m.alike().of[here[k]] == m.alike().of[item]) {
        return;
      }
    }
    stale[s] = true;
  }

  /** Of those at a site, the one that goes to another for least; −1 if none may. */
  int cheapest(int s, int t) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    int[] here = now.at(s);
    for (int k = now.count(s) - 1; k >= 0; k--) {
      int item = here[k];
      int x = m.cost(item, t) - m.cost(item, s);
      if (x < least && m.kind()[item] == size && m.problem().allows(item, t)) {
        least = x;
        best = item;
      }
    }
    return best;
  }

  /** Of those at a site, the one that is left out for least; −1 if none is there. */
  int cheapestOut(int s) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    int[] here = now.at(s);
    for (int k = now.count(s) - 1; k >= 0; k--) {
      int item = here[k];
      int x = m.costs().refusal(item) - m.cost(item, s);
      if (x < least && m.kind()[item] == size) {
        least = x;
        best = item;
      }
    }
    return best;
  }
}
