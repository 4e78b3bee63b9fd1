package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * Rows of one site whose numbers have moved since their bits were last set. What comes and goes in
 * one change, as a pod and the promise that it filled, flips nothing.
 */
final class Changes {
  private static final int CELLS = 4;

  private final TakingBits bits;
  private final Room room;
  private int site = -1;
  private long powerBefore;
  private int[] rows = new int[8];

  /** What was free of each before, and whether more has moved than that. */
  private long[] before = new long[CELLS * 8];

  private boolean[] moved = new boolean[8];
  private int rowCount;
  private int[] pools = new int[8];
  private long[] leftBefore = new long[8];
  private boolean[] bound = new boolean[8];
  private int poolCount;

  Changes(TakingBits bits, Room room) {
    this.bits = bits;
    this.room = room;
  }

  /** Before the numbers of a row move; its place here. */
  private int place(int row) {
    for (int r = 0; r < rowCount; r++) {
      if (rows[r] == row) {
        return r;
      }
    }
    int its = room.site(row);
    if (its != site) {
      assert rowCount == 0 : "changes of site " + site + " were not settled";
      site = its;
      powerBefore = room.powerLeft(its);
    }
    if (rowCount == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rowCount);
      moved = Arrays.copyOf(moved, 2 * rowCount);
      before = Arrays.copyOf(before, 2 * CELLS * rowCount);
    }
    rows[rowCount] = row;
    moved[rowCount] = false;
    room.rows.copyFree(row, before, CELLS * rowCount);
    return rowCount++;
  }

  /** Before what is free of a row moves. */
  void touch(int row) {
    place(row);
  }

  /** Before partitions of a row are held or given back. */
  void moreThanCells(int row) {
    moved[place(row)] = true;
  }

  /** Before a pool is used more or less. */
  void touchPool(int pool) {
    for (int p = 0; p < poolCount; p++) {
      if (pools[p] == pool) {
        return;
      }
    }
    if (poolCount == pools.length) {
      pools = Arrays.copyOf(pools, 2 * poolCount);
      leftBefore = Arrays.copyOf(leftBefore, 2 * poolCount);
      bound = Arrays.copyOf(bound, 2 * poolCount);
    }
    pools[poolCount] = pool;
    bound[poolCount] = room.ceilingBinds(pool);
    leftBefore[poolCount++] = room.ceilingLeft(pool);
  }

  boolean isEmpty() {
    return rowCount == 0;
  }

  /**
   * Sets the bits.
   *
   * @param mostDraw most milliwatts that a replica of any shape could draw
   * @param mostUnits most units that any shape asks for
   */
  void settle(long mostDraw, int mostUnits) {
    if (rowCount == 0) {
      site = -1;
      return;
    }
    for (int r = 0; r < rowCount; r++) {
      if (room.rows.isCut(rows[r])) {
        room.rows.cut(rows[r]).settle(room.rows, rows[r]);
      }
    }
    long power = room.powerLeft(site);
    if (power != powerBefore && Math.min(power, powerBefore) < mostDraw) {
      bits.recheckSite(site);
    } else {
      for (int r = 0; r < rowCount; r++) {
        if (moved[r] || !room.rows.freeIs(rows[r], before, CELLS * r)) {
          bits.recheck(rows[r]);
        }
      }
      for (int p = 0; p < poolCount; p++) {
        long left = room.ceilingLeft(pools[p]);
        long least = Math.min(left, leftBefore[p]);
        if (left != leftBefore[p]
            && least < mostUnits
            && (bound[p] || room.ceilingBinds(pools[p]))) {
          bits.recheckPool(site, pools[p], least);
        }
      }
    }
    rowCount = 0;
    poolCount = 0;
    site = -1;
  }
}
