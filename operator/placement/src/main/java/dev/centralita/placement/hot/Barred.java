package dev.centralita.placement.hot;

/** What facts say to one class of requests: which sites fail which rows, and which fail none. */
public final class Barred {
  /** The rows of {@link Placement} before {@link Placement#LATENCY}, one after the other. */
  long[] failing = {};

  long[] open = {};

  /** Words of a row; another number than before forgets everything. */
  public boolean fits(int words) {
    if (open.length == words) {
      return true;
    }
    open = new long[words];
    failing = new long[Placement.LATENCY * words];
    return false;
  }

  /** Whether a site fails a row. */
  public void set(int row, int site, boolean fails) {
    int at = row * open.length + (site >> 6);
    failing[at] = fails ? failing[at] | 1L << site : failing[at] & ~(1L << site);
  }

  /** Sites that are not there fail nothing; of those that are, some are open. */
  public void settle(long[] alive) {
    int words = open.length;
    System.arraycopy(alive, 0, open, 0, words);
    for (int at = 0; at < failing.length; at += words) {
      for (int w = 0; w < words; w++) {
        failing[at + w] &= alive[w];
        open[w] &= ~failing[at + w];
      }
    }
  }
}
