package dev.centralita.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with every constraint evaluated for every site.
 *
 * @param sites nearest first, ties by id
 */
public record Explanation(String workloadUid, Verdict verdict, List<Site> sites) {

  public Explanation {
    sites = List.copyOf(sites);
  }

  /**
   * One site.
   *
   * @param failing all failing constraints in order; empty when one more replica would fit
   * @param score null unless feasible
   * @param relaxation smallest change that admits the site; null when feasible or out of reach
   */
  public record Site(
      String site,
      int rttMicros,
      List<Failing> failing,
      @Nullable Score score,
      @Nullable Relaxation relaxation) {

    public Site {
      failing = List.copyOf(failing);
    }
  }

  /** A constraint that does not hold. */
  public record Failing(Reason reason, String need, String offer) {}

  /**
   * What one replica here would cost.
   *
   * @param cost rttMicros × weight: the objective
   * @param node that would be advised
   * @param fragmentation added by choosing it, in thousandths of a GPU; breaks ties
   * @param watts drawn, before PUE
   */
  public record Score(long cost, String node, long fragmentation, long watts) {}
}
