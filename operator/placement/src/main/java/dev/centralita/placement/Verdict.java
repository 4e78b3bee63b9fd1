package dev.centralita.placement;

import java.util.List;

/** The solver's answer to one request: always with reasons. */
public sealed interface Verdict {

  /**
   * Every site that takes no (more) replica, also those farther than the chosen ones; nearest
   * first, ties by id. The farthest chosen site is among them only when something is missing.
   */
  List<Refusal> refusals();

  /**
   * Some or all replicas have a site.
   *
   * @param assignments nearest first
   * @param missing replicas without a site; 0 unless the placement is partial
   */
  record Placed(List<Assignment> assignments, int missing, List<Refusal> refusals)
      implements Verdict {

    public Placed {
      assignments = List.copyOf(assignments);
      refusals = List.copyOf(refusals);
    }
  }

  /** No replica has a site. */
  record Refused(List<Refusal> refusals) implements Verdict {

    public Refused {
      refusals = List.copyOf(refusals);
    }

    /** Whether every site refuses for good, so that waiting is no use. */
    public boolean permanent() {
      return !refusals.isEmpty() && refusals.stream().allMatch(r -> r.reason().permanent());
    }
  }
}
