package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.placement.Assignment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether an answer of the solver is a new decision, and which. Pure. */
final class Deciding {
  private Deciding() {}

  /** What becomes of the recorded decision. */
  sealed interface Step {
    /** What is in force afterwards; null if nothing was ever decided. */
    @Nullable Decision decision();
  }

  /** It stands. */
  record Keep(@Nullable Decision decision) implements Step {}

  /** A new one is to be recorded before anything is delivered. */
  record Write(Decision decision) implements Step {}

  /** An EdgeSite as the decision names it. */
  record SiteVersion(String uid, long generation) {}

  static @Nullable Decision recorded(SovereignWorkload workload) {
    SovereignWorkloadStatus status = workload.getStatus();
    return status == null ? null : status.decision();
  }

  static long nextEpoch(SovereignWorkload workload) {
    var decision = recorded(workload);
    return decision == null ? 1 : decision.epoch() + 1;
  }

  /**
   * @param sites UID and generation of the EdgeSites
   */
  static Step of(
      Inputs inputs, List<Assignment> assignments, Map<String, SiteVersion> sites, Instant now) {
    var before = recorded(inputs.workload());
    var chosen = chosen(assignments, sites);
    if (before == null && chosen.isEmpty()) {
      return new Keep(null);
    }
    var digest = inputs.digest(versions(chosen, sites));
    if (before != null && before.inputs().equals(digest) && same(before.sites(), chosen)) {
      return new Keep(before);
    }
    if (before != null && before.sites().isEmpty() && chosen.isEmpty()) {
      return new Keep(before);
    }
    return new Write(
        new Decision(
            nextEpoch(inputs.workload()),
            digest,
            inputs.policyRevision(),
            now.truncatedTo(ChronoUnit.SECONDS).toString(),
            chosen.stream().mapToInt(DecidedSite::replicas).sum(),
            chosen));
  }

  private static List<DecidedSite> chosen(
      List<Assignment> assignments, Map<String, SiteVersion> sites) {
    var chosen = new ArrayList<DecidedSite>();
    for (var a : assignments) {
      var nodes = a.nodes().stream().filter(node -> !node.isEmpty()).distinct().sorted().toList();
      var site = sites.get(a.site());
      chosen.add(new DecidedSite(a.site(), site == null ? "" : site.uid(), a.replicas(), nodes));
    }
    return chosen;
  }

  private static List<String> versions(List<DecidedSite> chosen, Map<String, SiteVersion> sites) {
    return chosen.stream()
        .map(DecidedSite::site)
        .sorted()
        .map(site -> site + "=" + sites.get(site))
        .toList();
  }

  /** Where and how many; which nodes is only advice. */
  private static boolean same(List<DecidedSite> one, List<DecidedSite> other) {
    return places(one).equals(places(other));
  }

  private static List<String> places(List<DecidedSite> sites) {
    return sites.stream()
        .sorted(Comparator.comparing(DecidedSite::site))
        .map(s -> s.site() + "/" + s.siteUid() + "/" + s.replicas())
        .toList();
  }
}
