package dev.centralita.placement.hot;

import java.util.Arrays;

/** Where the next replica goes, and which sites fail what; allocates nothing. */
public final class Finder {
  /** With fewer candidates than this their ranks are compared, else the order is walked. */
  private static final int FEW = 48;

  /** Equally near sites that are compared with each other. */
  private static final int MOST_ALIKE = 64;

  private Finder() {}

  /**
   * Decides for one replica, without taking anything.
   *
   * @return whether {@code out} names a site and node; its masks are written either way
   */
  public static boolean place(PlaceIndex index, Query query, Placement out) {
    judge(index, query, out);
    int site = nearest(index, query, out.candidates);
    out.site = site;
    out.row = site < 0 ? -1 : index.best(site, query.slot);
    out.rttMicros = site < 0 ? 0 : query.rttMicros[site];
    return site >= 0;
  }

  /**
   * The nearest of some sites that all take one more; of equally near ones (of the first {@link
   * #MOST_ALIKE}) where fragmentation grows least, ties by name. −1 when there is none.
   */
  public static int nearest(PlaceIndex index, Query query, long[] candidates) {
    int found = 0;
    for (long word : candidates) {
      found += Long.bitCount(word);
    }
    if (found == 0) {
      return -1;
    }
    int site = found < FEW ? least(candidates, query.rank) : first(candidates, query.order);
    int next = query.rank[site] + 1;
    return found == 1
            || next == query.order.length
            || query.costMicros[query.order[next]] != query.costMicros[site]
        ? site
        : leastFragmenting(index, query, candidates, site);
  }

  private static int leastFragmenting(
      PlaceIndex index, Query query, long[] candidates, int nearest) {
    int[] order = query.order;
    int best = nearest;
    long least = index.added(index.best(nearest, query.slot), query.slot);
    int compared = 1;
    for (int r = query.rank[nearest] + 1; r < order.length && compared < MOST_ALIKE; r++) {
      int site = order[r];
      if (query.costMicros[site] != query.costMicros[nearest]) {
        break;
      }
      if ((candidates[site >> 6] >>> site & 1) != 0) {
        compared++;
        long lost = index.added(index.best(site, query.slot), query.slot);
        if (lost < least) {
          least = lost;
          best = site;
        }
      }
    }
    return best;
  }

  /** Fills the masks only. */
  public static void judge(PlaceIndex index, Query query, Placement out) {
    int words = index.words();
    out.fit(words);
    long[] alive = index.alive();
    long[] good = out.candidates;
    System.arraycopy(alive, 0, good, 0, words);
    for (int r = 0; r < Placement.STATIC; r++) {
      long[] passes = query.passes[r];
      if (passes == null) {
        Arrays.fill(out.failing[r], 0);
      } else {
        narrow(alive, passes, good, out.failing[r]);
      }
    }
    long[] shaped = index.shaped(query.slot);
    long[] known = index.known(query.slot);
    long[] taking = index.taking(query.slot);
    long[] none = out.failing[Placement.ACCELERATOR];
    long[] unknown = out.failing[Placement.POWER_UNKNOWN];
    long[] full = out.failing[Placement.FULL];
    for (int w = 0; w < words; w++) {
      none[w] = alive[w] & ~shaped[w];
      unknown[w] = shaped[w] & ~known[w];
      full[w] = known[w] & ~taking[w];
      good[w] &= taking[w];
    }
    long[] spread = query.spread;
    if (spread == null) {
      Arrays.fill(out.failing[Placement.SPREAD], 0);
    } else {
      for (int w = 0; w < words; w++) {
        out.failing[Placement.SPREAD][w] = spread[w];
        good[w] &= ~spread[w];
      }
    }
  }

  private static void narrow(long[] alive, long[] passes, long[] good, long[] failing) {
    for (int w = 0; w < failing.length; w++) {
      failing[w] = alive[w] & ~passes[w];
      good[w] &= passes[w];
    }
  }

  private static int least(long[] candidates, int[] rankOf) {
    int best = Integer.MAX_VALUE;
    int site = -1;
    for (int w = 0; w < candidates.length; w++) {
      for (long left = candidates[w]; left != 0; left &= left - 1) {
        int s = (w << 6) + Long.numberOfTrailingZeros(left);
        if (rankOf[s] < best) {
          best = rankOf[s];
          site = s;
        }
      }
    }
    return site;
  }

  private static int first(long[] candidates, int[] order) {
    int r = 0;
    while ((candidates[order[r] >> 6] >>> order[r] & 1) == 0) {
      r++;
    }
    return order[r];
  }
}
