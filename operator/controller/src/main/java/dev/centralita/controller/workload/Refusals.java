package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.ReasonCount;
import dev.centralita.api.SovereignWorkloadStatus.RefusedSite;
import dev.centralita.placement.Refusal;
import dev.centralita.placement.Relaxation;
import dev.centralita.placement.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why sites were not chosen, in the size that fits an object. Pure. */
final class Refusals {
  private Refusals() {}

  static SovereignWorkloadStatus.@Nullable Refusals of(Verdict verdict) {
    if (verdict.refusals().isEmpty()) {
      return null;
    }
    var nearest = verdict.refusals().stream().map(Refusals::site).toList();
    return new SovereignWorkloadStatus.Refusals(counts(verdict), nearest);
  }

  /** The commonest reason, or what stands for there being no site at all. */
  static String reason(@Nullable Verdict verdict) {
    if (verdict == null || verdict.refusals().isEmpty()) {
      return "NoSites";
    }
    var counts = counts(verdict);
    return counts.size() == 1 ? counts.getFirst().reason() : "NoSiteFits";
  }

  /** One sentence with the counts and the nearest site that refused. */
  static String summary(@Nullable Verdict verdict, int placed, int wanted) {
    var head = "%d of %d replicas have a site".formatted(placed, wanted);
    if (verdict == null || verdict.refusals().isEmpty()) {
      return head + "; there is no other site. Maybe create an EdgeSite.";
    }
    var counts =
        counts(verdict).stream()
            .map(c -> c.sites() + " " + c.reason())
            .collect(Collectors.joining(", "));
    var nearest = verdict.refusals().getFirst();
    var advice =
        verdict.refusals().stream()
            .filter(r -> r.relaxation() != null)
            .findFirst()
            .map(r -> " Maybe " + text(r.relaxation()) + ", then " + r.site() + " takes it.")
            .orElse("");
    return "%s; %d sites refuse: %s. Nearest: %s (%s) needs %s, offers %s.%s"
        .formatted(
            head,
            verdict.refusingSites(),
            counts,
            nearest.site(),
            nearest.reason(),
            nearest.need(),
            nearest.offer(),
            advice);
  }

  private static List<ReasonCount> counts(Verdict verdict) {
    return verdict.refusing().entrySet().stream()
        .map(e -> new ReasonCount(e.getKey().name(), e.getValue()))
        .sorted(
            Comparator.comparingInt((ReasonCount c) -> -c.sites())
                .thenComparing(ReasonCount::reason))
        .toList();
  }

  private static RefusedSite site(Refusal r) {
    return new RefusedSite(
        r.site(),
        r.reason().name(),
        r.need(),
        r.offer(),
        (long) r.rttMicros(),
        r.relaxation() == null ? null : text(r.relaxation()));
  }

  private static String text(@Nullable Relaxation relaxation) {
    return relaxation == null
        ? ""
        : relaxation.changes().stream()
            .map(c -> "%s from %s to %s".formatted(c.field(), c.from(), c.to()))
            .collect(Collectors.joining(" and "));
  }
}
