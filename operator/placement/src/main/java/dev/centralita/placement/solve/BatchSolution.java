package dev.centralita.placement.solve;

/**
 * Where every item of a {@link BatchProblem} goes, and a certified bound on how much better it
 * could be.
 */
public final class BatchSolution {
  private final int[] site;
  private final int[] node;
  private final long cost;
  private final long bound;
  private final int refused;
  private final Relaxed relaxed;

  /** The constraint that a bound leaves to prices. */
  public enum Relaxed {
    /** The GPUs of each site together, and with them that an item sits on one node. */
    SITE_GPUS,

    /** How many items of each size the packing patterns of a site's nodes have places for. */
    PATTERN_PLACES
  }

  BatchSolution(BatchProblem problem, int[] site, int[] node, long bound, Relaxed relaxed) {
    this.site = site;
    this.node = node;
    this.bound = bound;
    this.relaxed = relaxed;
    long sum = 0;
    int left = 0;
    for (int i = 0; i < problem.items; i++) {
      sum += site[i] < 0 ? problem.refusal[i] : problem.cost(i, site[i]);
      left += site[i] < 0 ? 1 : 0;
    }
    this.cost = sum;
    this.refused = left;
  }

  /** Site of an item, −1 when left out. */
  public int site(int item) {
    return site[item];
  }

  /** Node of an item within its site, −1 when left out. */
  public int node(int item) {
    return node[item];
  }

  /** Σ weight × RTT plus refusal costs. */
  public long cost() {
    return cost;
  }

  /** No placement costs less: the Lagrangian dual with the constraint {@link #relaxed}. */
  public long bound() {
    return bound;
  }

  /** What the bound relaxes. */
  public Relaxed relaxed() {
    return relaxed;
  }

  /** {@code (cost − bound) / bound}. */
  public double gap() {
    return bound <= 0
        ? (cost == bound ? 0 : Double.POSITIVE_INFINITY)
        : (double) (cost - bound) / bound;
  }

  /** How many items are left out. */
  public int refused() {
    return refused;
  }
}
