package dev.centralita.placement.solve;

/** The site where an item's cost plus a price for its size is least, or "left out". */
final class CheapestSite {
  static final int SCALE = BatchPrices.SCALE;

  private final BatchProblem p;
  private final Nearby near;

  /** Index of each item's size, for prices by {@code [size * sites + site]}. */
  final int[] kind;

  /** The site last found, −1 for left out. */
  int site;

  CheapestSite(BatchProblem problem, Nearby near, int[] sizes) {
    p = problem;
    this.near = near;
    kind = p.kinds(sizes);
  }

  /** Scaled cost plus price of the cheapest. */
  long of(int item, long[] price) {
    long least = p.refusal[item] * SCALE;
    int at = -1;
    int base = kind[item] * p.sites;
    long[] entry = near.entry;
    int end = (item + 1) * Nearby.WIDTH;
    for (int n = end - Nearby.WIDTH; n < end; n++) {
      long e = entry[n];
      long cost = (e >> Nearby.SITE_BITS) * SCALE;
      if (cost >= least) {
        site = at;
        return least;
      }
      int s = (int) (e & Nearby.SITE_MASK);
      long priced = cost + price[base + s];
      if (priced < least) {
        least = priced;
        at = s;
      }
    }
    return beyond(item, price, least, at);
  }

  private long beyond(int item, long[] price, long limit, int best) {
    long least = limit;
    int at = best;
    int base = kind[item] * p.sites;
    long weight = (long) p.weight[item] * SCALE;
    int[] rtt = p.rtt[p.origin[item]];
    long[] mask = p.allowed[p.policy[item]];
    for (int s : near.order[p.origin[item]]) {
      long cost = weight * rtt[s];
      if (cost >= least) {
        break;
      }
      if ((mask[s >> 6] >>> s & 1) != 0 && cost + price[base + s] < least) {
        least = cost + price[base + s];
        at = s;
      }
    }
    site = at;
    return least;
  }
}
