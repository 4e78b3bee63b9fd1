package dev.centralita.placement.hot;

/** The sites as some users see them. */
public final class Nearest {
  /** Sites from the least cost on, ties by name; and the place of each therein. */
  public int[] order = {};

  public int[] rank = {};

  /** What the order is by, in that order: next to each other for who asks whether two are alike. */
  public int[] costInOrder = {};

  /** By site: mean RTT, and what the order is by. */
  public int[] rttMicros = {};

  public int[] costMicros = {};

  /** Sites beyond the bound. */
  public long[] far = {};

  /** Whether the next in the order is no farther. */
  boolean tied(int place) {
    return place + 1 < costInOrder.length && costInOrder[place] == costInOrder[place + 1];
  }
}
