package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * What each shape in use asks of a node, and per shape a bit for every site: a node there is of the
 * kind asked ({@link #shaped}), and of known watts ({@link #known}), and takes one more now ({@link
 * #taking}).
 */
final class ShapeSlots {
  /** Words of shape bits that a node keeps. */
  static final int GROUPS = 4;

  static final int MOST = 64 * GROUPS;

  final int[] units = new int[MOST];

  /** The MIG profile of the units; −1 when they are whole GPUs. */
  final int[] profile = new int[MOST];

  final long[] cpu = new long[MOST];
  final long[] memory = new long[MOST];
  final long[][] shaped = new long[MOST][];
  final long[][] known = new long[MOST][];
  final long[][] taking = new long[MOST][];

  private final boolean[] used = new boolean[MOST];

  /** Shapes that ask for more are told apart one by one. */
  private static final int MANY = 32;

  private static final int CELLS = 3;

  /**
   * By group and units up to {@link #MANY}: the shapes for which so many whole GPUs are enough, and
   * the most cores and memory that one of them asks for.
   */
  private final long[][] within = new long[GROUPS][CELLS * (MANY + 1)];

  /** By group: the shapes that ask for partitions, or for more than {@link #MANY} GPUs. */
  private final long[] others = new long[GROUPS];

  /** Groups that have a shape. */
  int groups;

  /** Most units that any shape so far asked for. */
  int mostUnits;

  /** A free slot, −1 when there is none. */
  int add(int words, int asked, int asProfile, long cpuMilli, long memoryBytes) {
    int slot = 0;
    while (slot < MOST && used[slot]) {
      slot++;
    }
    if (slot == MOST) {
      return -1;
    }
    used[slot] = true;
    groups = Math.max(groups, (slot >> 6) + 1);
    units[slot] = asked;
    profile[slot] = asProfile;
    cpu[slot] = cpuMilli;
    memory[slot] = memoryBytes;
    mostUnits = Math.max(mostUnits, asked);
    sort(slot >> 6);
    shaped[slot] = new long[words];
    known[slot] = new long[words];
    taking[slot] = new long[words];
    return slot;
  }

  void remove(int slot) {
    used[slot] = false;
  }

  private void sort(int group) {
    long[] cells = within[group];
    Arrays.fill(cells, 0);
    others[group] = 0;
    for (int slot = group << 6; slot < group + 1 << 6; slot++) {
      if (used[slot] && (profile[slot] >= 0 || units[slot] > MANY)) {
        others[group] |= 1L << slot;
      }
      int from = used[slot] && profile[slot] < 0 ? units[slot] : MANY + 1;
      for (int at = CELLS * from; at < cells.length; at += CELLS) {
        cells[at] |= 1L << slot;
        cells[at + 1] = Math.max(cells[at + 1], cpu[slot]);
        cells[at + 2] = Math.max(cells[at + 2], memory[slot]);
      }
    }
  }

  /** The shapes of a group for which so many whole GPUs are enough, but for {@link #others}. */
  long within(int group, int gpus) {
    return within[group][at(gpus)];
  }

  /** Most cores that one of them asks for. */
  long cpuWithin(int group, int gpus) {
    return within[group][at(gpus) + 1];
  }

  /** Most memory that one of them asks for. */
  long memoryWithin(int group, int gpus) {
    return within[group][at(gpus) + 2];
  }

  private static int at(int gpus) {
    return CELLS * Math.clamp(gpus, 0, MANY);
  }

  /** The shapes of a group that a count of whole GPUs does not tell apart. */
  long others(int group) {
    return others[group];
  }

  void widen(int words) {
    for (int s = 0; s < MOST; s++) {
      if (used[s]) {
        shaped[s] = Arrays.copyOf(shaped[s], words);
        known[s] = Arrays.copyOf(known[s], words);
        taking[s] = Arrays.copyOf(taking[s], words);
      }
    }
  }

  /** Turns the bits of one site round for the shapes of a group that changed. */
  static void flip(long[][] masks, int site, int group, long changed) {
    for (long left = changed; left != 0; left &= left - 1) {
      masks[(group << 6) + Long.numberOfTrailingZeros(left)][site >> 6] ^= 1L << site;
    }
  }
}
