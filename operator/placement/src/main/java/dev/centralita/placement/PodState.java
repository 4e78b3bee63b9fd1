package dev.centralita.placement;

import org.jspecify.annotations.Nullable;

/** A pod that has not finished, and where it counts. */
final class PodState {
  PodFacts facts;

  /** The node it is bound to, there or not. */
  @Nullable NodeState node;

  /** What its workload has at the site; null for a foreign or unbound pod. */
  @Nullable Presence presence;

  /** Already matched with a slot; only while matching. */
  boolean taken;

  PodState(PodFacts facts) {
    this.facts = facts;
  }

  /** Partitions held of a profile. */
  int partitions(String profile) {
    for (var m : facts.mig()) {
      if (m.profile().equals(profile)) {
        return m.count();
      }
    }
    return 0;
  }

  /** Whether the other facts hold the same in the same place. */
  boolean holdsAs(PodFacts other) {
    return facts.gpus() == other.gpus()
        && facts.cpuMillis() == other.cpuMillis()
        && facts.memoryBytes() == other.memoryBytes()
        && equal(facts.node(), other.node())
        && equal(facts.workloadUid(), other.workloadUid())
        && facts.mig().equals(other.mig());
  }

  private static boolean equal(@Nullable String a, @Nullable String b) {
    return a == null ? b == null : a.equals(b);
  }
}
