package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Finds room for items of one size that were left over by sending others of that size on, along the
 * shortest ways over sites at the prices. Ways are looked up for all sites at once, and again when
 * too many of those wanted have been used up.
 */
final class Rerouting {
  private static final int HERE = -1;
  private static final int LEFT_OUT = -2;
  private static final int LONGEST = 64;

  /** Ways tried for one item in a round. */
  private static final int TRIES = 12;

  /** Share of the time, in thousandths, that may be used. */
  private static final int TIME = 880;

  private final Priced m;
  private final Occupied now;
  private final Onward onward;
  private final int size;
  private final int sites;

  /** What it takes to make room at each site, and where to send an item on for it. */
  private final int[] way;

  private final int[] next;

  /** Sites, those nearest to room when last looked at first. */
  private final long[] order;

  /** What the item costs at each site, prices included. */
  private final int[] reach;

  /** The items that move on a way, and where to. */
  private final int[] mover = new int[LONGEST];

  private final int[] place = new int[LONGEST];

  /** What all moves but the first on the way last followed take. */
  private int followed;

  Rerouting(Priced priced, Occupied now, int size) {
    m = priced;
    this.now = now;
    this.size = size;
    sites = m.problem().sites;
    onward = new Onward(priced, now, size);
    way = new int[sites];
    next = new int[sites];
    order = new long[sites];
    reach = new int[sites];
  }

  /**
   * Places what is left out, as long as there is time; what then has no place takes what is free.
   *
   * @param tolerance how much longer than it looked at first a way may be when it is taken
   */
  void placeAll(int tolerance, Budget budget) {
    int[] left = leftOut();
    int allowed = tolerance;
    while (left.length > 0 && budget.within(TIME) && budget.step()) {
      findWays();
      int deferred = 0;
      for (int item : left) {
        if (!place(item, allowed)) {
          left[deferred++] = item;
        }
      }
      left = Arrays.copyOf(left, deferred);
      allowed += allowed / 4;
    }
    for (int item : left) {
      anywhere(item);
    }
  }

  private int[] leftOut() {
    int[] left = new int[m.kind().length];
    int n = 0;
    for (int i = 0; i < left.length; i++) {
      if (m.kind()[i] == size && now.site[i] < 0) {
        left[n++] = i;
      }
    }
    return Arrays.copyOf(left, n);
  }

  /** The cheapest site with room as it is. */
  private void anywhere(int item) {
    m.fill(item);
    int[] at = m.costs().at;
    int least = m.costs().refusal(item);
    int best = -1;
    for (int s = 0; s < sites; s++) {
      if (at[s] < least && now.takes(s, m.sizes()[size])) {
        least = at[s];
        best = s;
      }
    }
    if (best >= 0) {
      now.put(item, best);
    }
  }

  /** Shortest ways to room from every site. */
  private void findWays() {
    for (int s = 0; s < sites; s++) {
      boolean room = hasRoom(s);
      order[s] = room ? s : (long) way[s] << 32 | s;
      way[s] = room ? 0 : onward.out(s);
      next[s] = room ? HERE : LEFT_OUT;
    }
    // Each then finds those that it goes on to settled already.
    Arrays.sort(order);
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (long entry : order) {
        int s = (int) entry;
        int least = way[s] > 0 ? m.costs().leastSum(onward.from(s), way) : 0;
        if (least < way[s]) {
          way[s] = least;
          next[s] = m.costs().siteOf(least);
          shorter = true;
        }
      }
    }
  }

  private boolean hasRoom(int s) {
    int gpus = m.sizes()[size];
    return now.takes(s, gpus) || size + 1 < m.sizes().length && now.clearable(s, gpus) >= 0;
  }

  /** Takes the best way that is still as short as it looks; false when none is short enough. */
  private boolean place(int item, int tolerance) {
    int refusal = m.costs().refusal(item);
    m.fill(item);
    System.arraycopy(m.costs().at, 0, reach, 0, sites);
    mover[0] = item;
    int least = m.costs().leastSum(reach, way);
    int most = Math.min(least + tolerance, refusal);
    for (int tries = 0; tries < TRIES && least <= most; tries++) {
      int s = m.costs().siteOf(least);
      int length = follow(s);
      // From now on the way is what it has turned out to be.
      way[s] = length < 0 ? Onward.FAR : followed;
      least = m.costs().leastSum(reach, way);
      int paid = reach[s] + followed;
      if (length >= 0 && paid <= Math.min(least, most)) {
        return carryOut(length);
      }
    }
    return least >= refusal;
  }

  /** Fills in who moves where for one more item at a site; the number of moves, −1 for no way. */
  private int follow(int start) {
    int length = 0;
    int s = start;
    followed = 0;
    place[0] = s;
    while (next[s] >= 0) {
      int t = next[s];
      int moved = onward.cheapest(s, t);
      if (moved < 0 || ++length == LONGEST) {
        return -1;
      }
      followed += m.priced(moved, t) - m.priced(moved, s);
      mover[length] = moved;
      place[length] = t;
      s = t;
    }
    followed = Math.max(0, followed) + (next[s] == LEFT_OUT ? onward.out(s) : 0);
    return next[s] == HERE && !hasRoom(s) ? -1 : length;
  }

  /** The last of the way has its room first, and makes that of the one before it. */
  private boolean carryOut(int length) {
    int end = place[length];
    if (next[end] == LEFT_OUT) {
      int leaver = onward.cheapestOut(end);
      if (leaver < 0) {
        return false;
      }
      onward.take(leaver);
    } else if (!now.takes(end, m.sizes()[size])) {
      clear(end);
    }
    for (int k = length; k >= 0; k--) {
      if (now.site[mover[k]] >= 0) {
        onward.take(mover[k]);
      }
      onward.put(mover[k], place[k]);
    }
    return true;
  }

  /** Takes smaller items off a node; their turn to find room comes later. */
  private void clear(int s) {
    int gpus = m.sizes()[size];
    int node = now.clearable(s, gpus);
    int[] here = now.at(s);
    for (int k = now.count(s) - 1; k >= 0 && now.free(s, node) < gpus; k--) {
      int item = here[k];
      if (now.node[item] == node && m.problem().gpus[item] < gpus) {
        now.take(item);
      }
    }
  }
}
