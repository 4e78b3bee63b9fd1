package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * What is held more, or less, on rows of one site and not yet taken from what is free there. It is
 * added up first: what comes and goes in one change, as a pod and the promise that it filled, moves
 * nothing and flips nothing.
 */
final class Changes {
  private final TakingBits bits;
  private final Room room;
  private final NodeRows numbers;
  private int[] rows = new int[8];

  /** What is held more of the first cells of each, and whether its partitions have moved. */
  private long[] held = new long[NodeRows.FACTS * 8];

  private boolean[] moved = new boolean[8];
  private int rowCount;

  /** The site of rows that have moved, −1 while none has; what power it had left before. */
  private int site = -1;

  private long powerBefore;
  private int[] pools = new int[8];
  private long[] leftBefore = new long[8];
  private boolean[] bound = new boolean[8];
  private int poolCount;

  Changes(TakingBits bits, Room room) {
    this.bits = bits;
    this.room = room;
    numbers = room.rows;
  }

  /** So much more is held; less where negative. */
  void hold(int row, int gpus, long cpu, long memory, int pods) {
    int at = NodeRows.FACTS * place(row);
    held[at + NodeRows.GPUS] += gpus;
    held[at + NodeRows.CPU] += cpu;
    held[at + NodeRows.MEMORY] += memory;
    held[at + NodeRows.PODS] += pods;
  }

  private int place(int row) {
    for (int r = 0; r < rowCount; r++) {
      if (rows[r] == row) {
        return r;
      }
    }
    if (rowCount == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rowCount);
      moved = Arrays.copyOf(moved, 2 * rowCount);
      held = Arrays.copyOf(held, 2 * NodeRows.FACTS * rowCount);
    }
    rows[rowCount] = row;
    moved[rowCount] = false;
    int at = NodeRows.FACTS * rowCount;
    held[at + NodeRows.GPUS] = 0;
    held[at + NodeRows.CPU] = 0;
    held[at + NodeRows.MEMORY] = 0;
    held[at + NodeRows.PODS] = 0;
    return rowCount++;
  }

  /** Before the row's partitions are held or given back. */
  void partitions(int row) {
    power(row);
    moved[place(row)] = true;
  }

  /** Before what the row's site draws is changed. */
  void power(int row) {
    int its = room.site(row);
    if (site < 0) {
      site = its;
      powerBefore = room.powerLeft(its);
    }
    assert its == site : "changes of site " + site + " were not settled";
  }

  private void pool(int pool) {
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
    return rowCount == 0 && site < 0;
  }

  /**
   * Takes what is held from what is free, and sets the bits.
   *
   * @param mostDraw most milliwatts that a replica of any shape could draw
   * @param mostUnits most units that any shape asks for
   */
  void settle(long mostDraw, int mostUnits) {
    for (int r = 0; r < rowCount; r++) {
      take(r);
    }
    if (site >= 0) {
      setBits(mostDraw, mostUnits);
    }
    rowCount = 0;
    poolCount = 0;
    site = -1;
  }

  private void take(int r) {
    int at = NodeRows.FACTS * r;
    long gpus = held[at + NodeRows.GPUS];
    long cpu = held[at + NodeRows.CPU];
    long memory = held[at + NodeRows.MEMORY];
    long pods = held[at + NodeRows.PODS];
    if ((gpus | cpu | memory | pods) != 0) {
      int row = rows[r];
      power(row);
      moved[r] = true;
      numbers.add(row, NodeRows.CPU, -cpu);
      numbers.add(row, NodeRows.MEMORY, -memory);
      numbers.add(row, NodeRows.PODS, -pods);
      if (gpus != 0) {
        take(row, gpus);
      }
    }
    if (moved[r] && numbers.isCut(rows[r])) {
      numbers.cut(rows[r]).settle(numbers, rows[r]);
    }
  }

  private void take(int row, long gpus) {
    long before = numbers.get(row, NodeRows.GPUS);
    numbers.put(row, NodeRows.GPUS, before - gpus);
    int pool = room.pool(row);
    if (pool >= 0) {
      pool(pool);
      room.use(pool, gpus);
      room.offer(pool, Math.max(0, before - gpus) - Math.max(0, before));
      room.sites.powerLeft[site] -= gpus * room.milliwatts(row, -1);
    }
  }

  private void setBits(long mostDraw, int mostUnits) {
    long power = room.powerLeft(site);
    if (power != powerBefore && Math.min(power, powerBefore) < mostDraw) {
      bits.recheckSite(site);
      return;
    }
    for (int r = 0; r < rowCount; r++) {
      if (moved[r]) {
        bits.recheck(rows[r]);
      }
    }
    for (int p = 0; p < poolCount; p++) {
      long left = room.ceilingLeft(pools[p]);
      long least = Math.min(left, leftBefore[p]);
      if (left != leftBefore[p] && least < mostUnits && (bound[p] || room.ceilingBinds(pools[p]))) {
        bits.recheckPool(site, pools[p], least);
      }
    }
  }
}
