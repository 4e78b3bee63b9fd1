package dev.centralita.controller.edgesite;

import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.status.Standing;
import dev.centralita.inventory.Finding;
import dev.centralita.placement.Reason;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a site stands for kstatus: the first of these that holds. Pure. */
final class SiteStanding {
  private static final int NAMED = 5;

  private SiteStanding() {}

  static Standing of(SiteGathered gathered, Admission admission) {
    if (admission instanceof Admission.Refused(var reason, var message, var uid)) {
      return new Standing.Stalled(reason, message);
    }
    if (!gathered.reading().usable()) {
      return new Standing.Stalled(
          "InvalidField",
          gathered.reading().findings().stream()
              .map(Finding::message)
              .collect(Collectors.joining(" ")));
    }
    if (gathered.deleting()) {
      return new Standing.Reconciling("Deleting", occupied(gathered.workloads()));
    }
    var view = gathered.view();
    if (view == null) {
      return new Standing.Reconciling("Connecting", "The site has not been reached yet");
    }
    var state = view.state();
    return switch (state) {
      case SiteState.Synced synced -> synced(gathered, admission);
      case SiteState.Connecting connecting ->
          new Standing.Reconciling(state.reason(), state.message());
      case SiteState.Stale stale -> new Standing.Reconciling(state.reason(), state.message());
      case SiteState.Unreachable unreachable ->
          new Standing.Reconciling(state.reason(), state.message());
      default -> new Standing.Stalled(state.reason(), state.message());
    };
  }

  private static Standing synced(SiteGathered gathered, Admission admission) {
    if (admission instanceof Admission.Unidentified) {
      return new Standing.Reconciling("Identifying", "The cluster has not said which one it is");
    }
    if (gathered.reading().closed() == Reason.Draining) {
      return gathered.unfinished().isEmpty()
          ? new Standing.Ready("Drained", "spec.drain is true: no workload is left")
          : new Standing.Reconciling("Draining", occupied(gathered.unfinished()));
    }
    if (gathered.draw().over()) {
      return new Standing.Ready(
          "Overdrawn", "The site draws more than its envelope: nothing new is placed here");
    }
    return gathered.reading().closed() == Reason.Cordoned
        ? new Standing.Ready("Cordoned", "spec.unschedulable is true: nothing new is placed here")
        : new Standing.Ready("Connected", "Workloads may be placed here");
  }

  private static String occupied(Set<String> workloads) {
    int count = workloads.size();
    if (count == 0) {
      return "No workload is left";
    }
    var names = workloads.stream().sorted().limit(NAMED).collect(Collectors.joining(", "));
    return "%d workloads are still here: %s%s. Maybe no other site takes them: see their status."
        .formatted(count, names, count > NAMED ? ", …" : "");
  }
}
