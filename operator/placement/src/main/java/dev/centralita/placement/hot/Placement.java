package dev.centralita.placement.hot;

/** The caller's buffer for a decision: ids, cost, and for every open site why it was not taken. */
public final class Placement {
  int site = -1;
  int node = -1;
  int cost;
  final long[] unlawful;
  final long[] tooFar;
  final long[] full;

  Placement(int words) {
    unlawful = new long[words];
    tooFar = new long[words];
    full = new long[words];
  }

  /** The chosen site, −1 when none. */
  public int site() {
    return site;
  }

  /** The advised node, −1 when none. */
  public int node() {
    return node;
  }

  /** Cost of the chosen site for the mix. */
  public int cost() {
    return cost;
  }

  /** Whether the policy class refused the site. */
  public boolean unlawful(int other) {
    return bit(unlawful, other);
  }

  /** Whether the policy admitted the site but it lies beyond the latency bound. */
  public boolean tooFar(int other) {
    return bit(tooFar, other);
  }

  /** Whether only room (GPUs, cores, memory, pods or power) was missing. */
  public boolean full(int other) {
    return bit(full, other);
  }

  private static boolean bit(long[] mask, int site) {
    return (mask[site >> 6] >>> site & 1) != 0;
  }
}
