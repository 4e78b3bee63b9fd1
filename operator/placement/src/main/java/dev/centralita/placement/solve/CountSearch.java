package dev.centralita.placement.solve;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Local search over how many items of each size each site holds; for given numbers {@link
 * Transport} keeps the assignment optimal. A move brings one unit to a site and, while that is too
 * much for the site's nodes, sends others on (an ejection chain), cheapest first.
 */
final class CountSearch {
  private static final int DEPTH = 4;
  private static final int WIDTH = 6;
  private static final int MOST_REPAIRS = 12;

  private final BatchProblem p;
  private final int sites;
  private final int[] sizes;
  private final Transport[] transport;
  private final long[] price;
  final int[] at;
  final Counts count;
  private final int[] chainSize = new int[DEPTH];
  private final int[] chainFrom = new int[DEPTH];
  private final int[] chainTo = new int[DEPTH];
  private int chain;
  private int[] log = new int[64];
  private int logged;
  private long cost;
  private final Dice dice = new Dice();
  private final long[][] option = new long[DEPTH][];
  private long tolerance;

  /**
   * @param sizePrice scaled, by {@code [size * sites + site]}, sizes largest first
   */
  CountSearch(BatchProblem problem, long[] sizePrice) {
    p = problem;
    sites = p.sites;
    price = sizePrice;
    sizes = p.sizes();
    at = new int[p.items];
    Arrays.fill(at, sites);
    int[] position = new int[p.items];
    transport = new Transport[sizes.length];
    count = new Counts(p, sizes);
    for (int k = 0; k < sizes.length; k++) {
      int size = sizes[k];
      int[] items = IntStream.range(0, p.items).filter(i -> p.gpus[i] == size).toArray();
      transport[k] = new Transport(p, items, at, position);
      count.add(sites, k, items.length);
      for (int i : items) {
        cost += p.refusal[i];
      }
    }
    for (int d = 0; d < DEPTH; d++) {
      option[d] = new long[sizes.length * (sites + 1)];
    }
  }

  long cost() {
    return cost;
  }

  /** Brings in everything that fits, largest first, each unit where priced cost is least. */
  void fill() {
    for (int k = 0; k < sizes.length; k++) {
      boolean more = true;
      while (more && count.of(sites, k) > 0) {
        int to = -1;
        long least = 0;
        for (int t = 0; t < sites; t++) {
          long d = transport[k].distance(sites, t);
          long value = d * BatchPrices.SCALE + price[k * sites + t];
          if (d < Transport.FAR && value < least && count.fitsWith(t, k)) {
            least = value;
            to = t;
          }
        }
        more = to >= 0;
        if (more) {
          move(k, sites, to);
        }
      }
    }
    logged = 0;
  }

  private void move(int k, int from, int to) {
    cost += transport[k].move(from, to);
    count.shift(k, from, to);
    if (logged + 3 > log.length) {
      log = Arrays.copyOf(log, log.length * 2);
    }
    log[logged++] = k;
    log[logged++] = from;
    log[logged++] = to;
  }

  /** Takes back moves until the log is {@code mark} long; 0 for all since {@link #forget}. */
  void undo(int mark) {
    while (logged > mark) {
      int to = log[--logged];
      int from = log[--logged];
      int k = log[--logged];
      cost += transport[k].move(to, from);
      count.shift(k, to, from);
    }
  }

  private long reduced(int k, int from, int to, long distance) {
    int base = k * sites;
    long u = (to == sites ? 0 : price[base + to]) - (from == sites ? 0 : price[base + from]);
    return distance * BatchPrices.SCALE + u;
  }

  /** Applies improving moves until none is found or the budget is spent. */
  void descend(long scaledTolerance, Budget budget) {
    tolerance = scaledTolerance;
    boolean improved = true;
    while (improved && budget.within(1000)) {
      improved = false;
      for (int k = 0; k < sizes.length; k++) {
        for (int s = 0; s <= sites; s++) {
          if (count.of(s, k) > 0 && budget.within(1000) && improveFrom(k, s)) {
            improved = true;
          }
        }
      }
    }
  }

  private boolean improveFrom(int k, int s) {
    boolean any = false;
    for (int t = 0; t < sites && count.of(s, k) > 0; t++) {
      long d = s == t ? Transport.FAR : transport[k].distance(s, t);
      if (d < Transport.FAR && reduced(k, s, t, d) < tolerance) {
        chain = 0;
        any |= extend(k, s, t, d, 0, 0);
      }
    }
    return any;
  }

  /** Adds one move to the chain and repairs what it breaks; applies the chain when it pays. */
  private boolean extend(int k, int s, int t, long d, long sum, long reducedSum) {
    long next = sum + d;
    long nextReduced = reducedSum + reduced(k, s, t, d);
    if (nextReduced >= tolerance) {
      return false;
    }
    chainSize[chain] = k;
    chainFrom[chain] = s;
    chainTo[chain++] = t;
    count.shift(k, s, t);
    boolean done = false;
    int broken = broken();
    if (broken < 0) {
      done = next < 0 && applyChain();
    } else if (chain < DEPTH) {
      done = repair(broken, next, nextReduced);
    }
    if (!done) {
      chain--;
      count.shift(k, t, s);
    }
    return done;
  }

  /** The last site the chain brought a unit to that cannot hold what it has; −1 if none. */
  private int broken() {
    for (int i = chain - 1; i >= 0; i--) {
      if (!count.fits(chainTo[i])) {
        return chainTo[i];
      }
    }
    return -1;
  }

  /** Sends one unit on from an overfull site, the cheapest few ways in turn. */
  private boolean repair(int site, long sum, long reducedSum) {
    long[] ways = option[chain];
    int n = 0;
    for (int l = 0; l < sizes.length; l++) {
      if (count.of(site, l) == 0 || (l == chainSize[chain - 1] && site == chainTo[chain - 1])) {
        continue;
      }
      for (int u = 0; u <= sites; u++) {
        long d = u == site ? Transport.FAR : transport[l].distance(site, u);
        if (d < Transport.FAR) {
          long r = reducedSum + reduced(l, site, u, d);
          if (r < tolerance) {
            ways[n++] = r * 65536 + l * (sites + 1) + u;
          }
        }
      }
    }
    int tries = Math.min(n, WIDTH);
    for (int w = 0; w < tries; w++) {
      int least = w;
      for (int i = w + 1; i < n; i++) {
        least = ways[i] < ways[least] ? i : least;
      }
      long way = ways[least];
      ways[least] = ways[w];
      ways[w] = way;
      int id = (int) (way & 65535);
      int l = id / (sites + 1);
      int u = id % (sites + 1);
      if (extend(l, site, u, transport[l].distance(site, u), sum, reducedSum)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Carries the chain out; takes it back when two moves of one size made it dearer than it looked.
   */
  private boolean applyChain() {
    int moves = chain;
    for (int i = moves - 1; i >= 0; i--) {
      count.shift(chainSize[i], chainTo[i], chainFrom[i]);
    }
    long before = cost;
    int mark = logged;
    int made = 0;
    while (made < moves && possible(made)) {
      move(chainSize[made], chainFrom[made], chainTo[made]);
      made++;
    }
    if (made == moves && cost < before) {
      return true;
    }
    undo(mark);
    for (int i = 0; i < moves; i++) {
      count.shift(chainSize[i], chainFrom[i], chainTo[i]);
    }
    return false;
  }

  private boolean possible(int i) {
    return transport[chainSize[i]].distance(chainFrom[i], chainTo[i]) < Transport.FAR;
  }

  /** A random move, and whatever repairs it. */
  void kick() {
    int k = dice.below(sizes.length);
    int s = dice.below(sites);
    int t = dice.below(sites);
    if (s == t || count.of(s, k) == 0 || transport[k].distance(s, t) >= Transport.FAR) {
      return;
    }
    move(k, s, t);
    for (int i = 0; i < MOST_REPAIRS && !count.fits(t); i++) {
      if (!sendOn(t, k, s)) {
        return;
      }
    }
  }

  /** Sends the unit of least reduced cost on from a site; not the one that just came, back. */
  private boolean sendOn(int site, int k, int s) {
    int bestL = -1;
    int bestU = -1;
    long least = Long.MAX_VALUE;
    for (int l = 0; l < sizes.length; l++) {
      for (int u = 0; u <= sites && count.of(site, l) > 0; u++) {
        long d = u == site ? Transport.FAR : transport[l].distance(site, u);
        if (d < Transport.FAR && (u == sites || count.fitsWith(u, l)) && !(l == k && u == s)) {
          long r = reduced(l, site, u, d);
          if (r < least) {
            least = r;
            bestL = l;
            bestU = u;
          }
        }
      }
    }
    if (bestL >= 0) {
      move(bestL, site, bestU);
    }
    return bestL >= 0;
  }

  /** Makes the present state the one {@link #undo} goes back to. */
  void forget() {
    logged = 0;
  }
}
