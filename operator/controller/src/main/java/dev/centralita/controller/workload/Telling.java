package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.controller.status.Announcer;
import dev.centralita.controller.status.Announcer.Weight;
import dev.centralita.controller.status.Conditions;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Which changes of a workload people are told about. */
final class Telling {
  private final Announcer announcer;
  private final WorkloadMetrics metrics;

  Telling(Announcer announcer, WorkloadMetrics metrics) {
    this.announcer = announcer;
    this.metrics = metrics;
  }

  void tell(
      SovereignWorkload about,
      @Nullable SovereignWorkloadStatus before,
      SovereignWorkload now,
      Plan plan) {
    if (plan.step() instanceof Deciding.Write(var decision)) {
      moved(about, before, now.getStatus(), decision);
      if (plan.cause() != null && isWhole(now, decision)) {
        announcer.announce(
            about, Weight.Warning, "Place", plan.cause().reason(), plan.cause().message());
      }
    }
    var status = now.getStatus();
    if (status == null) {
      return;
    }
    var placed = Conditions.find(status.conditions(), "Placed").orElse(null);
    var old = before == null ? null : before.conditions();
    var was = Conditions.find(old, "Placed").orElse(null);
    if (placed != null
        && "False".equals(placed.getStatus())
        && (was == null
            || !placed.getReason().equals(was.getReason())
            || !placed.getStatus().equals(was.getStatus()))) {
      var reason = plan.verdict() == null || plan.cause() != null ? placed.getReason() : "Refused";
      announcer.announce(about, Weight.Warning, "Place", reason, placed.getMessage());
      if (plan.verdict() != null) {
        plan.verdict().refusing().keySet().forEach(r -> metrics.refused(r.name()));
      }
    }
    var stalled = Conditions.find(status.conditions(), "Stalled").orElse(null);
    var wasStalled = Conditions.find(old, "Stalled").orElse(null);
    if (stalled != null
        && (wasStalled == null || !stalled.getMessage().equals(wasStalled.getMessage()))
        && (placed == null || !stalled.getReason().equals(placed.getReason()))) {
      announcer.announce(
          about, Weight.Warning, "Reconcile", stalled.getReason(), stalled.getMessage());
    }
  }

  /** Otherwise the condition says why not. */
  private static boolean isWhole(SovereignWorkload workload, Decision decision) {
    return decision.replicas() >= Objects.requireNonNullElse(workload.getSpec().replicas(), 1);
  }

  /** A site whose scheduler could not bind a pod is given up for a while. */
  void unbound(SovereignWorkload about, Map<String, String> sites) {
    sites.forEach((site, message) ->
        announcer.announce(
            about,
            Weight.Warning,
            "Place",
            "Unschedulable",
            "A pod at %s could not be bound: %s".formatted(site, message)));
  }

  private void moved(
      SovereignWorkload about,
      @Nullable SovereignWorkloadStatus before,
      @Nullable SovereignWorkloadStatus after,
      Decision now) {
    var from = before == null || before.decision() == null ? "" : places(before.decision());
    var to = places(now);
    if (from.equals(to)) {
      return;
    }
    if (to.isEmpty()) {
      announcer.announce(about, Weight.Warning, "Place", "Removed", "No longer at " + from);
    } else if (from.isEmpty()) {
      announcer.announce(about, Weight.Normal, "Place", "Placed", "At " + to);
    } else {
      announcer.announce(
          about,
          Weight.Normal,
          "Place",
          "Moved",
          "From %s to %s%s".formatted(from, to, nearer(rtt(before), rtt(after))));
    }
  }

  private static String nearer(OptionalDouble before, OptionalDouble after) {
    if (before.isEmpty() || after.isEmpty()) {
      return "";
    }
    double millis = (before.getAsDouble() - after.getAsDouble()) / 1000;
    return Math.abs(millis) < 0.05
        ? ""
        : String.format(
            Locale.ROOT, ": %.1f ms %s", Math.abs(millis), millis > 0 ? "nearer" : "farther");
  }

  /** Mean over the replicas. */
  private static OptionalDouble rtt(@Nullable SovereignWorkloadStatus status) {
    if (status == null || status.placements() == null) {
      return OptionalDouble.empty();
    }
    return status.placements().stream()
        .flatMapToLong(p -> LongStream.generate(p::rttMicros).limit(p.replicas()))
        .average();
  }

  private static String places(Decision decision) {
    return decision.sites().stream()
        .map(s -> s.replicas() + " × " + s.site())
        .collect(Collectors.joining(", "));
  }
}
