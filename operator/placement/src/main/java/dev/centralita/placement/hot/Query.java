package dev.centralita.placement.hot;

import org.jspecify.annotations.Nullable;

/** One replica's question in ids and masks, prepared by whoever asks. */
public final class Query {
  final Barred barred;
  public final Nearest nearest;

  /** The shape's slot. */
  public int slot = -1;

  /** Sites that the request backs off from; null when there are none. */
  public long @Nullable [] backedOff;

  /** Sites that have as many replicas as the request wants there at most; null when none has. */
  public long @Nullable [] spread;

  /** Sites without other workloads that are wanted, and with ones that are not; null for none. */
  public long @Nullable [] alone;

  public long @Nullable [] unwelcome;

  public Query(Barred barred, Nearest nearest) {
    this.barred = barred;
    this.nearest = nearest;
  }

  /** Sites that pass every row that facts decide; a copy. */
  public long[] open() {
    long[] open = barred.open.clone();
    for (int w = 0; w < open.length; w++) {
      open[w] &= ~nearest.far[w] & (backedOff == null ? -1 : ~backedOff[w]);
    }
    return open;
  }
}
