package dev.centralita.placement.hot;

import org.jspecify.annotations.Nullable;

/** One replica's question in ids and masks, prepared by whoever asks. */
public final class Query {
  /** The shape's slot. */
  public int slot = -1;

  /** Per row of {@link Placement} that facts decide, the sites that pass; null when all do. */
  public final long[] @Nullable [] passes = new long[Placement.STATIC][];

  /** Sites that have as many replicas as the request wants there at most; null when none has. */
  public long @Nullable [] spread;

  /** Sites from the least cost on, the place of each therein, cost and RTT by site. */
  public int[] order = {};

  public int[] rank = {};
  public int[] costMicros = {};
  public int[] rttMicros = {};
}
