package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * The rows of the constraint table that count: room on a node, the site's ceiling for a product,
 * its power. Decision, index and explanation all ask here.
 */
public final class Room {
  final NodeRows rows = new NodeRows();
  final SiteRows sites = new SiteRows();

  /** GPUs of a pool that may still be used. */
  private static final int LEFT = 0;

  /** GPUs of a pool that may be used at all. */
  private static final int CEILING = 1;

  /** What the pool's nodes have free together, whatever the ceiling says. */
  private static final int OFFERED = 2;

  private static final int STRIDE = 4;

  /** By pool, the GPUs of one product at one site. */
  private long[] cells = new long[STRIDE * 16];

  private int[] freed = new int[16];
  private int freedCount;
  private int pools;

  /** Compute slices of each MIG profile. */
  private int[] slices = new int[16];

  private int profiles;

  Room() {}

  /** A pool for the GPUs of one product at one site. */
  public int addPool() {
    int pool = freedCount > 0 ? freed[--freedCount] : pools++;
    if (pool == freed.length) {
      cells = Arrays.copyOf(cells, STRIDE * 2 * pool);
      freed = Arrays.copyOf(freed, 2 * pool);
    }
    Arrays.fill(cells, STRIDE * pool, STRIDE * pool + STRIDE, 0);
    return pool;
  }

  public void removePool(int pool) {
    freed[freedCount++] = pool;
  }

  void ceiling(int pool, long gpus) {
    cells[STRIDE * pool + LEFT] += gpus - cells[STRIDE * pool + CEILING];
    cells[STRIDE * pool + CEILING] = gpus;
  }

  void use(int pool, long gpus) {
    cells[STRIDE * pool + LEFT] -= gpus;
  }

  /** Nodes of the pool have so many more free. */
  void offer(int pool, long gpus) {
    cells[STRIDE * pool + OFFERED] += gpus;
  }

  /** Whether the ceiling may keep a node from giving all that it has free. */
  boolean ceilingBinds(int pool) {
    return cells[STRIDE * pool + LEFT] < cells[STRIDE * pool + OFFERED];
  }

  /** A MIG profile, by its share of a GPU. */
  public int addProfile(int computeSlices) {
    if (profiles == slices.length) {
      slices = Arrays.copyOf(slices, 2 * profiles);
    }
    slices[profiles] = computeSlices;
    return profiles++;
  }

  int site(int row) {
    return (int) rows.get(row, NodeRows.SITE);
  }

  int pool(int row) {
    return rows.pool(row);
  }

  /** What one unit draws; a slice its share of the GPU's compute slices, rounded up. */
  public long milliwatts(int row, int profile) {
    long each = rows.get(row, NodeRows.EACH);
    if (profile < 0) {
      return each;
    }
    int all = rows.computeSlices(row);
    return (each * Math.min(all, slices[profile]) + all - 1) / all;
  }

  /** Free GPUs, or free partitions of the profile; less than none where too much is held. */
  public int freeUnits(int row, int profile) {
    if (rows.isCut(row)) {
      return rows.cut(row).free(profile);
    }
    return profile < 0 ? (int) rows.get(row, NodeRows.GPUS) : rows.partitions(row, profile);
  }

  public long freeCpu(int row) {
    return rows.get(row, NodeRows.CPU);
  }

  public long freeMemory(int row) {
    return rows.get(row, NodeRows.MEMORY);
  }

  public long freePods(int row) {
    return rows.get(row, NodeRows.PODS);
  }

  public boolean hasRoom(int row, int units, int profile, long cpu, long memory, int pods) {
    return rows.get(row, NodeRows.CPU) >= cpu
        && rows.get(row, NodeRows.MEMORY) >= memory
        && rows.get(row, NodeRows.PODS) >= pods
        && (units == 0 || freeUnits(row, profile) >= units);
  }

  /** Whether the declared count of the node's product allows that many more. */
  public boolean ceilingAllows(int row, int units, int profile) {
    int pool = pool(row);
    return units == 0 || profile >= 0 || pool < 0 || units <= ceilingLeft(pool);
  }

  /** Whether that many more on this node stay within the site's envelope. */
  public boolean powerAllows(int row, int units, int profile) {
    if (units == 0) {
      return true;
    }
    long more = units * milliwatts(row, profile);
    return more == 0 || more <= sites.powerLeft[site(row)];
  }

  /** Whole GPUs that a node may give: those free, as far as the ceiling and power allow. */
  public int wholeGpus(int row) {
    int pool = pool(row);
    long gpus = freeUnits(row, -1);
    long whole = pool < 0 ? gpus : Math.min(gpus, ceilingLeft(pool));
    long each = rows.get(row, NodeRows.EACH);
    long power = Math.max(0, sites.powerLeft[site(row)]);
    return (int) (whole * each <= power ? whole : power / each);
  }

  /**
   * Which of a group's shapes have room on a node, below the ceiling and within power: the three
   * rules above, with what they read of the node read once.
   */
  long taking(int row, long shapesThatFit, int group, ShapeSlots shapes) {
    long cpu = rows.get(row, NodeRows.CPU);
    long memory = rows.get(row, NodeRows.MEMORY);
    int whole = wholeGpus(row);
    long taking = shapesThatFit & shapes.within(group, whole);
    if (cpu < shapes.cpuWithin(group, whole) || memory < shapes.memoryWithin(group, whole)) {
      for (long left = taking; left != 0; left &= left - 1) {
        int slot = (group << 6) + Long.numberOfTrailingZeros(left);
        boolean fits = cpu >= shapes.cpu[slot] & memory >= shapes.memory[slot];
        taking &= fits ? -1 : ~(left & -left);
      }
    }
    for (long left = shapesThatFit & shapes.others(group); left != 0; left &= left - 1) {
      int slot = (group << 6) + Long.numberOfTrailingZeros(left);
      boolean fits = cpu >= shapes.cpu[slot] & memory >= shapes.memory[slot];
      taking |= fits && unitsAllow(row, whole, shapes, slot) ? left & -left : 0;
    }
    return rows.get(row, NodeRows.PODS) >= 1 ? taking : 0;
  }

  private boolean unitsAllow(int row, int whole, ShapeSlots shapes, int slot) {
    int profile = shapes.profile[slot];
    int units = shapes.units[slot];
    return profile < 0
        ? units <= whole
        : units == 0 || freeUnits(row, profile) >= units && powerAllows(row, units, profile);
  }

  /** What GPUs of the site may still draw together, overhead divided out. */
  public long powerLeft(int site) {
    return sites.powerLeft[site];
  }

  /** What GPUs of the site draw, before overhead. */
  public long drawn(int site) {
    return sites.drawn(site);
  }

  long ceilingLeft(int pool) {
    return cells[STRIDE * pool + LEFT];
  }

  /** GPUs of the pool in use. */
  public long used(int pool) {
    return cells[STRIDE * pool + CEILING] - cells[STRIDE * pool + LEFT];
  }

  /** GPUs held on a node. */
  public long gpusUsed(int row) {
    return rows.used(row, NodeRows.GPUS);
  }
}
