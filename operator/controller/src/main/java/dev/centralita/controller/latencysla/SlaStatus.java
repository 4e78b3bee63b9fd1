package dev.centralita.controller.latencysla;

import dev.centralita.api.LatencySLA;
import dev.centralita.api.LatencySLAStatus;
import dev.centralita.api.LatencySLAStatus.SiteRtt;
import dev.centralita.controller.status.Conditions;
import dev.centralita.controller.status.Standing;
import dev.centralita.controller.workload.Populations;
import dev.centralita.controller.workload.PredictedRtt;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.rtt.Durations;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The only author of a LatencySLA's status. Pure. */
final class SlaStatus {
  private static final int NEAREST = 100;

  private SlaStatus() {}

  static LatencySLAStatus of(LatencySLA sla, List<SiteFacts> sites, int workloads, Instant now) {
    var target = sla.getSpec().target();
    List<SiteRtt> near;
    Standing standing;
    try {
      int bound = Durations.micros(target.maxRoundTrip());
      near = near(sla, sites, bound);
      standing = standing(near, target.maxRoundTrip());
    } catch (IllegalArgumentException e) {
      near = List.of();
      standing =
          new Standing.Stalled(
              "InvalidSpec",
              "spec.target.maxRoundTrip: "
                  + Objects.requireNonNullElse(e.getMessage(), "").replace("\n", " "));
    }
    var before = sla.getStatus();
    var conditions =
        Conditions.after(
                before == null ? null : before.conditions(),
                sla.getMetadata().getGeneration(),
                Clock.fixed(now, ZoneOffset.UTC))
            .standing(standing)
            .build();
    return new LatencySLAStatus(sla.getMetadata().getGeneration(), conditions, workloads, near);
  }

  private static List<SiteRtt> near(LatencySLA sla, List<SiteFacts> sites, int bound) {
    var populations = Populations.of(sla.getSpec().populations());
    int percentile = Objects.requireNonNullElse(sla.getSpec().target().percentile(), 100);
    return sites.stream()
        .map(site -> {
          int micros = PredictedRtt.micros(site, populations, percentile);
          return new SiteRtt(site.id(), micros, micros <= bound);
        })
        .sorted(Comparator.comparingLong(SiteRtt::predictedRttMicros).thenComparing(SiteRtt::site))
        .limit(NEAREST)
        .toList();
  }

  private static Standing standing(List<SiteRtt> near, String bound) {
    long met = near.stream().filter(SiteRtt::met).count();
    if (met > 0) {
      return new Standing.Ready("Attainable", "%d sites are within %s".formatted(met, bound));
    }
    return near.isEmpty()
        ? new Standing.Reconciling("NoSites", "There is no EdgeSite. Maybe create one.")
        : new Standing.Stalled(
            "Unattainable",
            "No site is within %s; the nearest is %s with %d µs. Maybe allow that much, or add a site."
                .formatted(bound, near.getFirst().site(), near.getFirst().predictedRttMicros()));
  }
}
