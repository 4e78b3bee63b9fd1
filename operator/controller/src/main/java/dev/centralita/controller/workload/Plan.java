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
 * @param silent chosen sites that do not answer: what runs there is not known
 * @param sites facts of the sites it is or was at
 */
record Plan(
    Asking asking,
    @Nullable Request request,
    @Nullable Verdict verdict,
    Deciding.Step step,
    Set<String> forbidden,
    Set<String> silent,
    Map<String, SiteFacts> sites) {

  @Nullable Decision decision() {
    return step.decision();
  }
}
