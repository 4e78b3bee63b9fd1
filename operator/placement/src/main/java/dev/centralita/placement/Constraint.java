package dev.centralita.placement;

/**
 * The rows of the one constraint table, in the order in which they are checked. What each means is
 * in {@link SiteRules} and {@link NodeRules}; the index keeps the same as masks of sites.
 */
enum Constraint {
  Unobserved,
  Closed,
  Tainted,
  BackOff,
  Jurisdiction,
  Control,
  Certification,
  Carrier,
  Latency,
  Accelerator,
  PowerUnknown,
  NodeFit,
  Ceiling,
  Power,
  Spread,
  Affinity,
  AntiAffinity;

  private static final Constraint[] ALL = values();

  int bit() {
    return 1 << ordinal();
  }

  boolean in(int rows) {
    return (rows & bit()) != 0;
  }

  /** The first of some rows. */
  static Constraint first(int rows) {
    return ALL[Integer.numberOfTrailingZeros(rows)];
  }

  /** Whether it depends on facts about the site alone. */
  boolean isStatic() {
    return ordinal() < Accelerator.ordinal();
  }
}
