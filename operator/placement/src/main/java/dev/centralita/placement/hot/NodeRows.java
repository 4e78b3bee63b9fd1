package dev.centralita.placement.hot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is free on each node, a row per node name; what a decision reads of a row lies side by side.
 *
 * <p>A row may stand for a node that is not there (yet): what is held on it is counted all the
 * same, so that the node finds it when it comes.
 */
final class NodeRows {
  static final int GPUS = 0;
  static final int CPU = 1;
  static final int MEMORY = 2;
  static final int PODS = 3;

  /** Milliwatts of one busy GPU. */
  static final int EACH = 4;

  /** Milliwatts of promises here, which count while the node is not there. */
  static final int LOOSE = 5;

  static final int SITE = 6;

  /**
   * The site's GPUs of the node's product in the low half, −1 for a node without GPUs or not there;
   * above it two flags.
   */
  private static final int POOL = 7;

  private static final long POOL_BITS = (1L << 32) - 1;
  private static final long CUT = 1L << 32;
  private static final long PRESENT = 1L << 33;

  /** The first cells: what is free of what a node offers. */
  static final int FACTS = 4;

  private static final int STRIDE = 8;
  private static final int[] NO_PARTITIONS = {};

  long[] cells = new long[STRIDE * 16];

  /** What can be allocated of the first four. */
  private long[] capacity = new long[FACTS * 16];

  /** Free MIG partitions by profile, and how many there are; null without any. */
  private int[] @Nullable [] partitions = new int[16][];

  private int[] @Nullable [] partitionsThere = new int[16][];

  /** Of rows that have, or had, GPUs that are cut on demand. */
  private @Nullable CutGpus[] cuts = new CutGpus[16];

  /** Compute slices of a whole GPU under MIG. */
  private int[] computeSlices = new int[16];

  /** By row and group of 64 shapes: of the kind asked, of known watts too, admitted too; taking. */
  long[] shaped = new long[ShapeSlots.GROUPS * 16];

  long[] known = shaped.clone();
  long[] fit = shaped.clone();
  long[] taking = shaped.clone();

  private int[] freed = new int[16];
  private int freedCount;
  private int count;

  int add(int site) {
    int row = freedCount > 0 ? freed[--freedCount] : count++;
    if (row == computeSlices.length) {
      grow(2 * row);
    }
    Arrays.fill(cells, row * STRIDE, row * STRIDE + STRIDE, 0);
    Arrays.fill(capacity, row * FACTS, row * FACTS + FACTS, 0);
    cells[row * STRIDE + SITE] = site;
    pool(row, -1, null);
    partitions[row] = null;
    partitionsThere[row] = null;
    var cut = cuts[row];
    if (cut != null) {
      cut.forget();
    }
    computeSlices[row] = 1;
    return row;
  }

  void remove(int row) {
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, 2 * freedCount);
    }
    freed[freedCount++] = row;
  }

  private void grow(int rows) {
    cells = Arrays.copyOf(cells, rows * STRIDE);
    capacity = Arrays.copyOf(capacity, rows * FACTS);
    partitions = Arrays.copyOf(partitions, rows);
    partitionsThere = Arrays.copyOf(partitionsThere, rows);
    cuts = Arrays.copyOf(cuts, rows);
    computeSlices = Arrays.copyOf(computeSlices, rows);
    shaped = Arrays.copyOf(shaped, rows * ShapeSlots.GROUPS);
    known = Arrays.copyOf(known, rows * ShapeSlots.GROUPS);
    fit = Arrays.copyOf(fit, rows * ShapeSlots.GROUPS);
    taking = Arrays.copyOf(taking, rows * ShapeSlots.GROUPS);
  }

  long get(int row, int cell) {
    return cells[row * STRIDE + cell];
  }

  void put(int row, int cell, long value) {
    cells[row * STRIDE + cell] = value;
  }

  void add(int row, int cell, long more) {
    cells[row * STRIDE + cell] += more;
  }

  boolean present(int row) {
    return (cells[row * STRIDE + POOL] & PRESENT) != 0;
  }

  void present(int row, boolean isThere) {
    long others = cells[row * STRIDE + POOL] & ~PRESENT;
    cells[row * STRIDE + POOL] = isThere ? others | PRESENT : others;
  }

  int pool(int row) {
    return (int) cells[row * STRIDE + POOL];
  }

  int computeSlices(int row) {
    return computeSlices[row];
  }

  void computeSlices(int row, int count) {
    computeSlices[row] = count;
  }

  /** How much of a resource is held. */
  long used(int row, int cell) {
    return capacity[row * FACTS + cell] - cells[row * STRIDE + cell];
  }

  /** How much there is to allocate. */
  long capacity(int row, int cell) {
    return capacity[row * FACTS + cell];
  }

  /** The GPUs of a row that can be cut on demand. */
  CutGpus cut(int row) {
    var cut = cuts[row];
    if (cut == null) {
      cut = new CutGpus();
      cuts[row] = cut;
    }
    return cut;
  }

  /** Its pool, and whether its GPUs are cut on demand. */
  void pool(int row, int pool, @Nullable Layout layout) {
    long there = cells[row * STRIDE + POOL] & PRESENT;
    cells[row * STRIDE + POOL] = there | pool & POOL_BITS | (layout == null ? 0 : CUT);
    var cut = cuts[row];
    if (layout != null) {
      cut(row).layout = layout;
    } else if (cut != null) {
      cut.layout = null;
    }
  }

  /** Whether the row's GPUs are cut on demand: what is free of them is not just a count. */
  boolean isCut(int row) {
    return (cells[row * STRIDE + POOL] & CUT) != 0;
  }

  /** Sets how much there is; what is held stays held. */
  void capacity(int row, int cell, long amount) {
    cells[row * STRIDE + cell] += amount - capacity[row * FACTS + cell];
    capacity[row * FACTS + cell] = amount;
  }

  /** Free partitions of a profile. */
  int partitions(int row, int profile) {
    int[] free = partitions[row];
    return free == null || profile >= free.length ? 0 : free[profile];
  }

  int partitionsUsed(int row, int profile) {
    int[] there = partitionsThere[row];
    return (there == null || profile >= there.length ? 0 : there[profile])
        - partitions(row, profile);
  }

  void addPartitions(int row, int profile, int more) {
    int[] free = partitions[row];
    if (free == null || profile >= free.length) {
      free = free == null ? new int[profile + 1] : Arrays.copyOf(free, profile + 1);
      partitions[row] = free;
    }
    free[profile] += more;
  }

  /** Sets how many partitions there are; those held stay held. */
  void partitionCapacity(int row, int[] there) {
    int[] before = partitionsThere[row];
    for (int p = 0; before != null && p < before.length; p++) {
      if (before[p] != 0) {
        addPartitions(row, p, -before[p]);
      }
    }
    for (int p = 0; p < there.length; p++) {
      if (there[p] != 0) {
        addPartitions(row, p, there[p]);
      }
    }
    partitionsThere[row] = there.length == 0 ? null : there;
  }

  /** Profiles that a row knows of are below this. */
  int profiles(int row) {
    int[] free = partitions[row];
    return free == null ? 0 : free.length;
  }

  /** Nothing can be allocated any more; what is held stays held. */
  void empty(int row) {
    for (int cell = 0; cell < FACTS; cell++) {
      capacity(row, cell, 0);
    }
    partitionCapacity(row, NO_PARTITIONS);
    put(row, EACH, 0);
    pool(row, -1, null);
  }

  /** A shape is no longer in use. */
  void forget(int slot) {
    int at = slot >> 6;
    long others = ~(1L << slot);
    for (int row = 0; row < count; row++, at += ShapeSlots.GROUPS) {
      shaped[at] &= others;
      known[at] &= others;
      fit[at] &= others;
      taking[at] &= others;
    }
  }
}
