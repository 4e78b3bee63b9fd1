package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * For large batches: puts every item where cost plus price is least among the sites with room,
 * largest items first, then lets items shift to cheaper sites, alone or by sending another on.
 */
final class PricedFill {
  private final BatchProblem p;
  private final int[][] order;
  private final Nearby near;
  private final long[] price;
  private final int[] kind;
  private final int[][] free;
  private final int[] widest;
  final int[] site;
  final int[] node;
  private final int[][] held;
  private final int[] heldCount;
  private final int[] position;

  /**
   * @param sizePrice scaled, by {@code [size * sites + site]}, sizes largest first
   */
  PricedFill(BatchProblem problem, BatchPrices prices, long[] sizePrice) {
    p = problem;
    near = prices.near;
    kind = prices.cheapest.kind;
    order = near.order;
    price = sizePrice;
    free = new int[p.sites][];
    widest = new int[p.sites];
    held = new int[p.sites][16];
    heldCount = new int[p.sites];
    position = new int[p.items];
    site = new int[p.items];
    node = new int[p.items];
    Arrays.fill(site, -1);
    Arrays.fill(node, -1);
    for (int s = 0; s < p.sites; s++) {
      free[s] = p.nodeGpus[s].clone();
      widen(s);
    }
  }

  private void widen(int s) {
    int most = 0;
    for (int f : free[s]) {
      most = Math.max(most, f);
    }
    widest[s] = most;
  }

  private void put(int item, int s) {
    int gpus = p.gpus[item];
    int best = -1;
    int[] here = free[s];
    for (int n = 0; n < here.length; n++) {
      if (here[n] >= gpus && (best < 0 || here[n] < here[best])) {
        best = n;
      }
    }
    here[best] -= gpus;
    site[item] = s;
    node[item] = best;
    if (heldCount[s] == held[s].length) {
      held[s] = Arrays.copyOf(held[s], heldCount[s] * 2);
    }
    position[item] = heldCount[s];
    held[s][heldCount[s]++] = item;
    widen(s);
  }

  private void take(int item) {
    int s = site[item];
    free[s][node[item]] += p.gpus[item];
    int last = held[s][--heldCount[s]];
    held[s][position[item]] = last;
    position[last] = position[item];
    site[item] = -1;
    widen(s);
  }

  /** Fills from empty. */
  void fill() {
    long[] key = new long[p.items];
    for (int i = 0; i < p.items; i++) {
      key[i] = (long) -p.gpus[i] << 40 | i;
    }
    Arrays.sort(key);
    for (long k : key) {
      int item = (int) (k & 0xffffffffL);
      int s = cheapest(item, p.refusal[item] * BatchPrices.SCALE, -1);
      if (s >= 0) {
        put(item, s);
      }
    }
  }

  /** The site with room of least priced cost under a limit; −1 if none. */
  private int cheapest(int item, long limit, int except) {
    long least = limit;
    int at = -1;
    int gpus = p.gpus[item];
    int base = kind[item] * p.sites;
    long weight = (long) p.weight[item] * BatchPrices.SCALE;
    int[] rtt = p.rtt[p.origin[item]];
    long[] mask = p.allowed[p.policy[item]];
    for (int s : order[p.origin[item]]) {
      long cost = weight * rtt[s];
      if (cost >= least) {
        break;
      }
      if ((mask[s >> 6] >>> s & 1) != 0
          && widest[s] >= gpus
          && s != except
          && cost + price[base + s] < least) {
        least = cost + price[base + s];
        at = s;
      }
    }
    return at;
  }

  private long cost(int item) {
    return site[item] < 0 ? p.refusal[item] : p.cost(item, site[item]);
  }

  /** One pass of improving moves over all items; how many were found. */
  int improve(Budget budget) {
    int moves = 0;
    for (int i = 0; i < p.items; i++) {
      if ((i & 1023) == 0 && !budget.within(1000)) {
        return moves;
      }
      moves += improve(i) ? 1 : 0;
    }
    return moves;
  }

  private long priced(int item) {
    int s = site[item];
    return s < 0
        ? p.refusal[item] * BatchPrices.SCALE
        : p.cost(item, s) * BatchPrices.SCALE + price[kind[item] * p.sites + s];
  }

  /** Only sites that look better than its own at the prices are worth a try. */
  private boolean improve(int item) {
    long now = cost(item);
    long pricedNow = priced(item);
    int gpus = p.gpus[item];
    int base = kind[item] * p.sites;
    int end = (item + 1) * Nearby.WIDTH;
    for (int n = end - Nearby.WIDTH; n < end; n++) {
      long e = near.entry[n];
      long there = e >> Nearby.SITE_BITS;
      if (there >= now) {
        return false;
      }
      int t = (int) (e & Nearby.SITE_MASK);
      if (there * BatchPrices.SCALE + price[base + t] < pricedNow) {
        if (widest[t] >= gpus) {
          if (site[item] >= 0) {
            take(item);
          }
          put(item, t);
          return true;
        }
        if (eject(item, t, now - there)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Brings the item to a full site by sending one of at least its size on; true when it paid. */
  private boolean eject(int item, int t, long gain) {
    int gpus = p.gpus[item];
    int[] here = held[t];
    long bestPaid = gain;
    int bestItem = -1;
    int bestTo = -1;
    for (int n = heldCount[t] - 1; n >= 0; n--) {
      int j = here[n];
      if (p.gpus[j] < gpus || free[t][node[j]] + p.gpus[j] < gpus) {
        continue;
      }
      int to = nearestWithRoom(j, p.cost(j, t) + bestPaid, t);
      if (to >= 0) {
        bestPaid = p.cost(j, to) - p.cost(j, t);
        bestItem = j;
        bestTo = to;
      }
    }
    if (bestItem < 0) {
      return false;
    }
    take(bestItem);
    put(bestItem, bestTo);
    if (site[item] >= 0) {
      take(item);
    }
    put(item, t);
    return true;
  }

  private int nearestWithRoom(int item, long limit, int except) {
    int gpus = p.gpus[item];
    int end = (item + 1) * Nearby.WIDTH;
    for (int n = end - Nearby.WIDTH; n < end; n++) {
      long e = near.entry[n];
      if (e >> Nearby.SITE_BITS >= limit) {
        return -1;
      }
      int s = (int) (e & Nearby.SITE_MASK);
      if (widest[s] >= gpus && s != except) {
        return s;
      }
    }
    return -1;
  }
}
