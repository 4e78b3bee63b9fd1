package dev.centralita.placement;

/**
 * Why a site does not take a workload, in the order the constraints are checked.
 *
 * <p>{@link #permanent} separates what only a changed spec or site can cure (report {@code
 * Stalled}) from what passes with time or capacity (report {@code Reconciling}). {@link #leaving}
 * says what becomes of replicas that already are there.
 */
public enum Reason {
  Unobserved(false, Leaving.Stays),
  Unreachable(false, Leaving.Stays),
  Quarantined(false, Leaving.Stays),
  Cordoned(false, Leaving.Stays),
  Overdrawn(false, Leaving.UnlessRunning),
  Draining(false, Leaving.WhenPlacedElsewhere),
  Deleting(false, Leaving.WhenPlacedElsewhere),
  Tainted(false, Leaving.Stays),
  TaintedNoExecute(false, Leaving.WhenPlacedElsewhere),
  BackOff(false, Leaving.UnlessRunning),
  Jurisdiction(true, Leaving.AtOnce),
  Control(true, Leaving.AtOnce),
  Certification(true, Leaving.AtOnce),
  Carrier(true, Leaving.AtOnce),
  Latency(true, Leaving.WhenPlacedElsewhere),
  Accelerator(true, Leaving.UnlessRunning),
  PowerUnknown(true, Leaving.UnlessRunning),
  NodeFit(false, Leaving.UnlessRunning),
  Ceiling(false, Leaving.UnlessRunning),
  Power(false, Leaving.UnlessRunning),
  Spread(false, Leaving.Stays),
  Affinity(false, Leaving.Stays),
  AntiAffinity(false, Leaving.Stays);

  /** What happens to replicas at a site that has come to fail a constraint. */
  public enum Leaving {
    /** They stay; nothing new comes. */
    Stays,
    /** Those with a bound pod stay, promises not yet bound are placed again. */
    UnlessRunning,
    /** They leave as soon as another site takes them, and stay otherwise. */
    WhenPlacedElsewhere,
    /** They leave whether or not another site takes them: the law says so. */
    AtOnce
  }

  private final boolean permanent;
  private final Leaving leaving;

  Reason(boolean permanent, Leaving leaving) {
    this.permanent = permanent;
    this.leaving = leaving;
  }

  /** Only a change of the workload, a policy or the site can cure it. */
  public boolean permanent() {
    return permanent;
  }

  /** The site cannot be seen: what was promised there stands untested. */
  boolean blind() {
    return this == Unobserved || this == Unreachable || this == Quarantined;
  }

  /** What becomes of replicas that are already there. */
  public Leaving leaving() {
    return leaving;
  }
}
