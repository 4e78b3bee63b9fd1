package dev.centralita.placement.hot;

import java.util.Arrays;
import java.util.Comparator;

/** Where partitions of each profile may lie on one GPU that is cut on demand. */
public final class Layout {
  /** Memory slices of one GPU at most. */
  public static final int MEMORY_SLICES = 8;

  private static final int STATES = 1 << MEMORY_SLICES;
  static final int ALL = STATES - 1;

  /** The profiles, those of most slices first; their places are how the rest is numbered. */
  final int[] profiles;

  /** By profile: its spots, in the order in which they are tried. */
  final int[][] spots;

  /** By profile and what is held of a GPU: how many more there is room for. */
  private final byte[][] room;

  /**
   * @param profiles by number
   * @param spots of each, as bits of memory slices, none of them empty
   */
  public Layout(int[] profiles, int[][] spots) {
    int count = profiles.length;
    Integer[] order = new Integer[count];
    Arrays.setAll(order, p -> p);
    Arrays.sort(
        order,
        Comparator.comparingInt((Integer p) -> -Integer.bitCount(spots[p][0]))
            .thenComparingInt(p -> profiles[p]));
    this.profiles = new int[count];
    this.spots = new int[count][];
    room = new byte[count][STATES];
    for (int p = 0; p < count; p++) {
      this.profiles[p] = profiles[order[p]];
      this.spots[p] = spots[order[p]].clone();
      int[] byEnd = Arrays.stream(spots[order[p]]).sorted().toArray();
      for (int held = 0; held < STATES; held++) {
        room[p][held] = fits(byEnd, held);
      }
    }
  }

  /** Most that lie side by side: of runs of slices, always the one that ends first. */
  private static byte fits(int[] byEnd, int heldBefore) {
    int held = heldBefore;
    byte fits = 0;
    for (int spot : byEnd) {
      if ((held & spot) == 0) {
        held |= spot;
        fits++;
      }
    }
    return fits;
  }

  /** The place of a profile here; −1 when there is none. */
  int find(int profile) {
    for (int p = 0; p < profiles.length; p++) {
      if (profiles[p] == profile) {
        return p;
      }
    }
    return -1;
  }

  int room(int place, int held) {
    return room[place][held];
  }
}
