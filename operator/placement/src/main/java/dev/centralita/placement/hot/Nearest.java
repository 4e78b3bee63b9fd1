package dev.centralita.placement.hot;

/** The sites as some users see them. */
public final class Nearest {
  /** Sites from the least cost on, ties by name; and the place of each therein. */
  public int[] order = {};

  public int[] rank = {};

  /** By site: mean RTT, and what the order is by. */
  public int[] rttMicros = {};

  public int[] costMicros = {};

  /** Sites beyond the bound. */
  public long[] far = {};
}
