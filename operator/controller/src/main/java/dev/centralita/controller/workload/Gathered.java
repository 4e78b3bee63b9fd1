package dev.centralita.controller.workload;

import dev.centralita.controller.fleet.Observations.AtSite;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything known about one workload at one moment. */
sealed interface Gathered {

  /** It is gone, or going. */
  record Gone() implements Gathered {}

  /**
   * It is there.
   *
   * @param atSites what each site has of it
   * @param leftOut sites not to be used for its shape, with the reason
   * @param unbound sites given up in this pass, with what their scheduler says
   * @param slaAwaitedUntil how long a LatencySLA that is not there is waited for; null if none is
   *     missing
   * @param lookAgain when time alone may change the answer; null if it cannot
   */
  record Found(
      Inputs inputs,
      Map<String, AtSite> atSites,
      Map<String, String> leftOut,
      Map<String, String> unbound,
      @Nullable Instant slaAwaitedUntil,
      @Nullable Instant lookAgain,
      Instant now)
      implements Gathered {

    /** Whether a LatencySLA has been missing for longer than is worth waiting. */
    boolean slaOverdue() {
      return slaAwaitedUntil != null && !now.isBefore(slaAwaitedUntil);
    }
  }
}
