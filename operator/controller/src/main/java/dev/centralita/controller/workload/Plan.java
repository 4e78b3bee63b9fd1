package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadStatus.Decision;
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
 * @param sites facts of the sites it is or was at
 */
record Plan(
    Asking asking,
    @Nullable Request request,
    @Nullable Verdict verdict,
    Deciding.Step step,
    Set<String> forbidden,
    Map<String, SiteFacts> sites) {

  @Nullable Decision decision() {
    return step.decision();
  }

  /** Whether what is recorded may be delivered as the spec says it now. */
  boolean deliverable() {
    return !(asking instanceof Asking.Blocked) && !(asking instanceof Asking.Finished);
  }
}
