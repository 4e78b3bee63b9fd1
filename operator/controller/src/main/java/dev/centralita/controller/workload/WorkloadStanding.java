package dev.centralita.controller.workload;

import dev.centralita.controller.status.Standing;
import dev.centralita.controller.workload.Carrying.Carried;
import dev.centralita.controller.workload.Carrying.Trouble;
import dev.centralita.placement.Verdict;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a workload stands for kstatus: the first of these that holds. Pure. */
final class WorkloadStanding {
  private WorkloadStanding() {}

  /**
   * @param stuck why a pod that has its node does not start, null when none is known
   */
  static Standing of(
      Plan plan, Carried carried, int wanted, int placed, int ready, @Nullable String stuck) {
    return switch (plan.asking()) {
      case Asking.Blocked(var standing) -> standing;
      case Asking.Finished finished -> finished.standing();
      case Asking.Suspended suspended ->
          carried.remaining().isEmpty()
              ? new Standing.Ready("Suspended", "spec.suspend is true: it is at no site")
              : leaving(carried);
      case Asking.Ask ask -> asked(plan, carried, wanted, placed, ready, stuck);
    };
  }

  private static Standing asked(
      Plan plan, Carried carried, int wanted, int placed, int ready, @Nullable String stuck) {
    var verdict = plan.verdict();
    if (placed < wanted && plan.cause() != null) {
      return new Standing.Reconciling(plan.cause().reason(), summary(plan, placed, wanted));
    }
    if (verdict instanceof Verdict.Refused refused && placed == 0 && wanted > 0) {
      var reason = Refusals.reason(verdict);
      var summary = summary(plan, placed, wanted);
      return refused.permanent()
          ? new Standing.Stalled(reason, summary)
          : new Standing.Reconciling(reason, summary);
    }
    if (placed < wanted) {
      return new Standing.Reconciling(
          Refusals.reason(verdict), Refusals.summary(verdict, placed, wanted));
    }
    if (!carried.troubles().isEmpty()) {
      return troubled(carried);
    }
    if (!plan.silent().isEmpty()) {
      return new Standing.Reconciling(
          "SiteUnreachable",
          "Nothing new is heard from %s; what runs there is left as it is"
              .formatted(String.join(", ", plan.silent())));
    }
    if (ready < wanted && stuck != null) {
      return new Standing.Reconciling(
          "PodStuck", "%d of %d replicas are ready; %s".formatted(ready, wanted, stuck));
    }
    if (ready < wanted) {
      return new Standing.Reconciling(
          "Progressing", "%d of %d replicas are ready".formatted(ready, wanted));
    }
    if (!carried.remaining().isEmpty()) {
      return leaving(carried);
    }
    return wanted == 0
        ? new Standing.Ready("ScaledToZero", "spec.replicas is 0: it is at no site")
        : new Standing.Ready("Available", "%d of %d replicas are ready".formatted(ready, wanted));
  }

  static String summary(Plan plan, int placed, int wanted) {
    var cause = plan.cause();
    if (cause != null) {
      return "%d of %d replicas have a site. %s".formatted(placed, wanted, cause.message());
    }
    return plan.asking() instanceof Asking.Ask(var request, var nowhere) && nowhere != null
        ? nowhere
        : Refusals.summary(plan.verdict(), placed, wanted);
  }

  private static Standing troubled(Carried carried) {
    var message =
        carried.troubles().stream().map(Trouble::message).collect(Collectors.joining(" "));
    var lasting = carried.troubles().stream().filter(t -> !t.passing()).findFirst();
    return lasting.isPresent()
        ? new Standing.Stalled(lasting.get().reason(), message)
        : new Standing.Reconciling(carried.troubles().getFirst().reason(), message);
  }

  private static Standing leaving(Carried carried) {
    return new Standing.Reconciling(
        "Leaving",
        "Old copies are still at "
            + carried.remaining().stream().sorted().collect(Collectors.joining(", ")));
  }
}
