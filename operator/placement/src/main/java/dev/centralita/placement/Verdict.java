package dev.centralita.placement;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The solver's answer to one request: always with reasons. */
public sealed interface Verdict {

  /**
   * The nearest 20 sites that take no (more) replica, also those farther than the chosen ones;
   * nearest first, ties by id. The farthest chosen site is among them only when something is
   * missing.
   */
  List<Refusal> refusals();

  /** All such sites by the first reason for which they refuse, in the order of the reasons. */
  Map<Reason, Integer> refusing();

  /** How many sites take no (more) replica. */
  default int refusingSites() {
    return refusing().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<Reason, Integer> inOrder(Map<Reason, Integer> counts) {
    var copy = new EnumMap<Reason, Integer>(Reason.class);
    copy.putAll(counts);
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Some or all replicas have a site.
   *
   * @param assignments nearest first
   * @param missing replicas without a site; 0 unless the placement is partial
   * @param stranded replicas at a site that they are to leave as soon as another takes them
   */
  record Placed(
      List<Assignment> assignments,
      int missing,
      int stranded,
      List<Refusal> refusals,
      Map<Reason, Integer> refusing)
      implements Verdict {

    public Placed {
      assignments = List.copyOf(assignments);
      refusals = List.copyOf(refusals);
      refusing = inOrder(refusing);
    }
  }

  /** No replica has a site. */
  record Refused(List<Refusal> refusals, Map<Reason, Integer> refusing) implements Verdict {

    public Refused {
      refusals = List.copyOf(refusals);
      refusing = inOrder(refusing);
    }

    /** Whether every site refuses for good, so that waiting is no use. */
    public boolean permanent() {
      return !refusing.isEmpty() && refusing.keySet().stream().allMatch(Reason::permanent);
    }
  }
}
