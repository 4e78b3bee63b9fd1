package dev.centralita.placement.improve;

/**
 * How much of what is free is of no use: the measure of Weng et al. (ATC '23). For every shape, as
 * often as replicas of it stand, the free amount of the first resource on nodes that do not take
 * one more of it.
 */
final class Fragmentation {
  private Fragmentation() {}

  /** In thousandths of what is free; 0 when nothing is. */
  static int permille(Standing p, Occupancy now) {
    long[] popularity = new long[p.need.length];
    long all = 0;
    for (int w = 0; w < p.key.length; w++) {
      int replicas = p.first[w + 1] - p.first[w];
      if (p.need[p.shape[w]][0] > 0) {
        popularity[p.shape[w]] += replicas;
        all += replicas;
      }
    }
    double useless = 0;
    long free = 0;
    for (int n = 0; n < p.grid.nodeSite.length; n++) {
      long left = Math.max(0, now.left(n));
      free += left;
      for (int s = 0; left > 0 && s < popularity.length; s++) {
        if (popularity[s] > 0 && !now.fits(s, n)) {
          useless += (double) left * popularity[s];
        }
      }
    }
    return free == 0 || all == 0 ? 0 : (int) StrictMath.round(1000 * useless / all / free);
  }
}
