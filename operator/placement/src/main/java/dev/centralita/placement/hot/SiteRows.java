package dev.centralita.placement.hot;

import java.util.Arrays;

/** The sites: which nodes each has, in the order of their names, and what power it has left. */
final class SiteRows {
  int[][] rows = new int[16][];
  int[] count = new int[16];

  /** What GPUs may draw together, overhead divided out, and what is left of it; milliwatts. */
  private long[] limit = new long[16];

  long[] powerLeft = new long[16];

  /** By site and group: some node is shaped, known, taking. */
  long[] shaped = new long[ShapeSlots.GROUPS * 16];

  long[] known = shaped.clone();
  long[] taking = shaped.clone();

  /** A bit per site that there is. */
  long[] alive = new long[1];

  private int[] freed = new int[16];
  private int freedCount;
  private int sites;

  int add() {
    int site = freedCount > 0 ? freed[--freedCount] : sites++;
    if (site == count.length) {
      grow(2 * site);
    }
    rows[site] = new int[8];
    count[site] = 0;
    limit[site] = 0;
    powerLeft[site] = 0;
    for (int g = 0; g < ShapeSlots.GROUPS; g++) {
      shaped[site * ShapeSlots.GROUPS + g] = 0;
      known[site * ShapeSlots.GROUPS + g] = 0;
      taking[site * ShapeSlots.GROUPS + g] = 0;
    }
    alive[site >> 6] |= 1L << site;
    return site;
  }

  private void grow(int to) {
    rows = Arrays.copyOf(rows, to);
    count = Arrays.copyOf(count, to);
    limit = Arrays.copyOf(limit, to);
    powerLeft = Arrays.copyOf(powerLeft, to);
    shaped = Arrays.copyOf(shaped, to * ShapeSlots.GROUPS);
    known = Arrays.copyOf(known, to * ShapeSlots.GROUPS);
    taking = Arrays.copyOf(taking, to * ShapeSlots.GROUPS);
    alive = Arrays.copyOf(alive, (to + 63) >> 6);
  }

  void remove(int site) {
    assert count[site] == 0 : count[site] + " rows left";
    alive[site >> 6] &= ~(1L << site);
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, 2 * freedCount);
    }
    freed[freedCount++] = site;
  }

  int words() {
    return alive.length;
  }

  void limit(int site, long milliwatts) {
    powerLeft[site] += milliwatts - limit[site];
    limit[site] = milliwatts;
  }

  long drawn(int site) {
    return limit[site] - powerLeft[site];
  }

  void insert(int site, int at, int row) {
    if (count[site] == rows[site].length) {
      rows[site] = Arrays.copyOf(rows[site], 2 * count[site]);
    }
    System.arraycopy(rows[site], at, rows[site], at + 1, count[site] - at);
    rows[site][at] = row;
    count[site]++;
  }

  void delete(int site, int row) {
    int at = 0;
    while (rows[site][at] != row) {
      at++;
    }
    System.arraycopy(rows[site], at + 1, rows[site], at, count[site] - at - 1);
    count[site]--;
  }

  /** A shape is no longer in use. */
  void forget(int slot) {
    int at = slot >> 6;
    long others = ~(1L << slot);
    for (int site = 0; site < sites; site++, at += ShapeSlots.GROUPS) {
      shaped[at] &= others;
      known[at] &= others;
      taking[at] &= others;
    }
  }
}
