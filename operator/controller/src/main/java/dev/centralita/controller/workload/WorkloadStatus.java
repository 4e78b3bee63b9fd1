package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.api.SovereignWorkloadStatus.SitePlacement;
import dev.centralita.controller.fleet.Observations.AtSite;
import dev.centralita.controller.status.Conditions;
import dev.centralita.controller.workload.Carrying.Carried;
import dev.centralita.delivery.Marks;
import dev.centralita.delivery.SiteReadback;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The only author of a workload's status, from one plan and what became of it. Pure. */
final class WorkloadStatus {
  private final Gathered.Found found;
  private final Plan plan;
  private final Carried carried;
  private final @Nullable SovereignWorkloadStatus before;
  private final int wanted;
  private final int placed;
  private final int ready;

  private WorkloadStatus(Gathered.Found found, Plan plan, Carried carried) {
    this.found = found;
    this.plan = plan;
    this.carried = carried;
    this.before = found.inputs().workload().getStatus();
    this.wanted = Objects.requireNonNullElse(found.inputs().workload().getSpec().replicas(), 1);
    var decision = plan.decision();
    this.placed = decision == null ? 0 : decision.replicas();
    this.ready = decision == null ? 0 : ready(decision, found.atSites());
  }

  static SovereignWorkloadStatus of(Gathered.Found found, Plan plan, Carried carried) {
    return new WorkloadStatus(found, plan, carried).build();
  }

  private SovereignWorkloadStatus build() {
    var metadata = found.inputs().workload().getMetadata();
    var placements = placements();
    return new SovereignWorkloadStatus(
        metadata.getGeneration(),
        conditions(),
        plan.decision(),
        placed,
        ready,
        Marks.WORKLOAD_UID + "=" + metadata.getUid(),
        placements,
        plan.verdict() == null ? kept() : Refusals.of(plan.verdict()),
        completedAt(),
        failure(),
        summary(placements));
  }

  private SovereignWorkloadStatus.@Nullable Summary summary(List<SitePlacement> placements) {
    var chosen = placements.stream().filter(p -> p.replicas() > 0).toList();
    if (chosen.isEmpty()) {
      return null;
    }
    return new SovereignWorkloadStatus.Summary(
        chosen.stream().map(p -> p.site() + "×" + p.replicas()).collect(Collectors.joining(", ")),
        placed * Needs.of(found.inputs().workload().getSpec()).gpus(),
        chosen.stream().mapToLong(SitePlacement::rttMicros).max().orElse(0),
        chosen.stream().mapToLong(SitePlacement::watts).sum());
  }

  /** Nothing was asked, so nothing was refused anew. */
  private SovereignWorkloadStatus.@Nullable Refusals kept() {
    return before == null || !(plan.asking() instanceof Asking.Blocked) ? null : before.refusals();
  }

  private static int ready(Decision decision, Map<String, AtSite> atSites) {
    return decision.sites().stream()
        .mapToInt(s -> {
          var at = atSites.get(s.site());
          return at == null ? 0 : Math.min(s.replicas(), at.readback().ready());
        })
        .sum();
  }

  private List<SitePlacement> placements() {
    var out = new ArrayList<SitePlacement>();
    var decision = plan.decision();
    if (decision != null && !isComplete()) {
      for (var site : decision.sites()) {
        out.add(placement(site.site(), site.replicas()));
      }
    }
    // Kept in the object until nothing is left there: a restart must not forget to clean up.
    carried.remaining().stream().sorted().forEach(site -> out.add(placement(site, 0)));
    return out;
  }

  private SitePlacement placement(String site, int replicas) {
    var at = found.atSites().get(site);
    int there = at == null ? 0 : at.readback().ready();
    return new SitePlacement(
        site, replicas, replicas == 0 ? there : Math.min(replicas, there), rtt(site), watts(site));
  }

  private long rtt(String site) {
    var facts = plan.sites().get(site);
    if (facts == null || plan.verdict() == null || plan.request() == null) {
      return last(site) == null ? 0 : Objects.requireNonNull(last(site)).rttMicros();
    }
    return PredictedRtt.micros(facts, plan.request().populations(), plan.request().percentile());
  }

  private long watts(String site) {
    if (plan.verdict() instanceof Verdict.Placed chosen) {
      for (var a : chosen.assignments()) {
        SiteFacts facts = plan.sites().get(site);
        if (a.site().equals(site) && facts != null) {
          return (a.watts() * facts.power().pueMilli() + 999) / 1000;
        }
      }
    }
    return last(site) == null ? 0 : Objects.requireNonNull(last(site)).watts();
  }

  private @Nullable SitePlacement last(String site) {
    if (before == null || before.placements() == null) {
      return null;
    }
    return before.placements().stream().filter(p -> p.site().equals(site)).findFirst().orElse(null);
  }

  private boolean isComplete() {
    return plan.asking() instanceof Asking.Finished finished && finished.failure() == null;
  }

  private @Nullable String completedAt() {
    if (before != null && before.completedAt() != null) {
      return before.completedAt();
    }
    return isComplete() ? found.now().truncatedTo(ChronoUnit.SECONDS).toString() : null;
  }

  private SovereignWorkloadStatus.@Nullable Failure failure() {
    if (before != null && before.failure() != null) {
      return before.failure();
    }
    return plan.asking() instanceof Asking.Finished finished && finished.failure() != null
        ? new SovereignWorkloadStatus.Failure(
            found.now().truncatedTo(ChronoUnit.SECONDS).toString(), finished.failure())
        : null;
  }

  private List<Condition> conditions() {
    var clock = Clock.fixed(found.now(), ZoneOffset.UTC);
    var metadata = found.inputs().workload().getMetadata();
    var out =
        Conditions.after(
            before == null ? null : before.conditions(), metadata.getGeneration(), clock);
    out.standing(WorkloadStanding.of(plan, carried, wanted, placed, ready, stuck()));
    placedCondition(out);
    boolean available = plan.asking() instanceof Asking.Finished || (placed > 0 && ready >= wanted);
    out.add(
        "Available",
        available || wanted == 0,
        available || wanted == 0 ? "ReplicasReady" : "ReplicasNotReady",
        "%d of %d replicas are ready".formatted(ready, wanted));
    sovereign(out);
    latency(out);
    return out.build();
  }

  private @Nullable String stuck() {
    var readbacks = new HashMap<String, SiteReadback>();
    found.atSites().forEach((site, at) -> readbacks.put(site, at.readback()));
    return StuckPods.first(readbacks);
  }

  private void placedCondition(Conditions out) {
    if (plan.asking() instanceof Asking.Suspended) {
      out.add("Placed", false, "Suspended", "spec.suspend is true");
    } else if (plan.asking() instanceof Asking.Blocked(var standing) && placed < wanted) {
      out.add("Placed", false, standing.reason(), standing.message());
    } else if (placed >= wanted) {
      out.add(
          "Placed", true, "AllPlaced", "%d of %d replicas have a site".formatted(placed, wanted));
    } else {
      out.add(
          "Placed",
          false,
          plan.cause() == null ? Refusals.reason(plan.verdict()) : plan.cause().reason(),
          WorkloadStanding.summary(plan, placed, wanted));
    }
  }

  private void sovereign(Conditions out) {
    if (isComplete()) {
      out.unknown("Sovereign", "Completed", "It runs nowhere any more");
      return;
    }
    var outside = plan.forbidden().stream().filter(carried.remaining()::contains).sorted().toList();
    if (!outside.isEmpty() && !(plan.asking() instanceof Asking.Suspended)) {
      out.add(
          "Sovereign",
          false,
          "OutsideTheLaw",
          "Copies at %s are not allowed there any more and are being removed"
              .formatted(String.join(", ", outside)));
    } else if (placed == 0) {
      out.unknown("Sovereign", "NotPlaced", "It is at no site");
    } else {
      out.add("Sovereign", true, "LawHolds", "Every site meets the law asked for");
    }
  }

  private void latency(Conditions out) {
    var request = plan.request();
    var decision = plan.decision();
    if (request == null || plan.verdict() == null || decision == null || placed == 0) {
      out.unknown("LatencyMet", "NotPlaced", "It is at no site, or nothing was asked now");
      return;
    }
    if (request.maxRttMicros() == 0) {
      out.add("LatencyMet", true, "NoBound", "No bound was asked for");
      return;
    }
    var late =
        decision.sites().stream()
            .filter(s -> rtt(s.site()) > request.maxRttMicros())
            .map(s -> "%s (%d µs)".formatted(s.site(), rtt(s.site())))
            .toList();
    out.add(
        "LatencyMet",
        late.isEmpty(),
        late.isEmpty() ? "WithinBound" : "BeyondBound",
        late.isEmpty()
            ? "Every site is within %d µs".formatted(request.maxRttMicros())
            : "Beyond %d µs: %s. It moves as soon as a nearer site takes it"
                .formatted(request.maxRttMicros(), String.join(", ", late)));
  }
}
