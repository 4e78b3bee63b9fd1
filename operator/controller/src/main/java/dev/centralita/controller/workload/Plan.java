package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.controller.fleet.Cause;
import dev.centralita.placement.Request;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.Verdict;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pass has decided.
 *
 * @param request what the solver was asked; null if it was not
 * @param verdict its answer; null if it was not asked
 * @param forbidden sites with something of the workload where the law lets it not run
 * @param silent chosen sites that do not answer: what runs there is not known
 * @param sites facts of the sites it is or was at
 * @param cause why it waits, or had to move, beside what the sites say; null if only they do
 */
record Plan(
    Asking asking,
    @Nullable Request request,
    @Nullable Verdict verdict,
    Deciding.Step step,
    Set<String> forbidden,
    Set<String> silent,
    Map<String, SiteFacts> sites,
    @Nullable Cause cause) {

  Plan(
      Asking asking,
      @Nullable Request request,
      Deciding.Step step,
      Set<String> forbidden,
      Map<String, SiteFacts> sites) {
    this(asking, request, null, step, forbidden, Set.of(), sites, null);
  }

  @Nullable Decision decision() {
    return step.decision();
  }
}
