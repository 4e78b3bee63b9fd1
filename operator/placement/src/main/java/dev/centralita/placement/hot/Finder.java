package dev.centralita.placement.hot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the next replica goes, and which sites fail what; allocates nothing. */
public final class Finder {
  /**
   * Reading the rank of a candidate, which is anywhere in memory, counts as much as walking past
   * this many sites in their order.
   */
  private static final int SITES_A_RANK = 12;

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
    out.rttMicros = site < 0 ? 0 : query.nearest.rttMicros[site];
    return site >= 0;
  }

  /**
   * The nearest of some sites that all take one more; of equally near ones (of the first {@link
   * #MOST_ALIKE}) where fragmentation grows least, ties by name. −1 when there is none.
   */
  public static int nearest(PlaceIndex index, Query query, long[] candidates) {
    // Of so many in the fleet, the first of n comes after sites / n in the mean.
    int worth = (candidates.length << 6) / SITES_A_RANK;
    int found = 0;
    for (int w = 0; w < candidates.length && found * found <= worth; w++) {
      found += Long.bitCount(candidates[w]);
    }
    if (found == 0) {
      return -1;
    }
    var nearest = query.nearest;
    int rank =
        found * found <= worth ? least(candidates, nearest.rank) : first(candidates, nearest.order);
    return found == 1 || !nearest.tied(rank)
        ? nearest.order[rank]
        : leastFragmenting(index, query, candidates, rank);
  }

  private static int leastFragmenting(PlaceIndex index, Query query, long[] candidates, int rank) {
    var nearest = query.nearest;
    int[] order = nearest.order;
    int best = order[rank];
    long least = index.added(index.best(best, query.slot), query.slot);
    int compared = 1;
    for (int r = rank; nearest.tied(r) && compared < MOST_ALIKE; r++) {
      int site = order[r + 1];
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
    long[] failing = out.failing;
    long[] good = out.candidates;
    long[] open = query.barred.open;
    long[] far = query.nearest.far;
    out.barred = query.barred.failing;
    out.far = far;
    long[] alive = index.alive();
    long[] shaped = index.shaped(query.slot);
    long[] known = index.known(query.slot);
    long[] taking = index.taking(query.slot);
    int none = Placement.at(Placement.ACCELERATOR, words);
    int unknown = Placement.at(Placement.POWER_UNKNOWN, words);
    int full = Placement.at(Placement.FULL, words);
    for (int w = 0; w < words; w++) {
      failing[none + w] = alive[w] & ~shaped[w];
      failing[unknown + w] = shaped[w] & ~known[w];
      failing[full + w] = known[w] & ~taking[w];
      good[w] = open[w] & ~far[w] & taking[w];
    }
    without(query.backedOff, Placement.BACK_OFF, out);
    without(query.spread, Placement.SPREAD, out);
    without(query.alone, Placement.AFFINITY, out);
    without(query.unwelcome, Placement.ANTI_AFFINITY, out);
  }

  private static void without(long @Nullable [] these, int row, Placement out) {
    int words = out.candidates.length;
    int at = Placement.at(row, words);
    if (these == null) {
      Arrays.fill(out.failing, at, at + words, 0);
      return;
    }
    for (int w = 0; w < words; w++) {
      out.failing[at + w] = these[w];
      out.candidates[w] &= ~these[w];
    }
  }

  private static int least(long[] candidates, int[] rankOf) {
    int best = Integer.MAX_VALUE;
    for (int w = 0; w < candidates.length; w++) {
      for (long left = candidates[w]; left != 0; left &= left - 1) {
        best = Math.min(best, rankOf[(w << 6) + Long.numberOfTrailingZeros(left)]);
      }
    }
    return best;
  }

  private static int first(long[] candidates, int[] order) {
    int r = 0;
    while ((candidates[order[r] >> 6] >>> order[r] & 1) == 0) {
      r++;
    }
    return r;
  }
}
