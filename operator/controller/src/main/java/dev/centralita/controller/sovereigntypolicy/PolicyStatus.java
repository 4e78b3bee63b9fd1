package dev.centralita.controller.sovereigntypolicy;

import dev.centralita.api.SovereigntyPolicy;
import dev.centralita.api.SovereigntyPolicyStatus;
import dev.centralita.controller.status.Conditions;
import dev.centralita.controller.status.Standing;
import dev.centralita.controller.workload.Law;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The only author of a SovereigntyPolicy's status. Pure. */
final class PolicyStatus {
  private PolicyStatus() {}

  static SovereigntyPolicyStatus of(
      SovereigntyPolicy policy, int namespaces, int workloads, Instant now) {
    var reading = Law.read(policy, LocalDate.ofInstant(now, ZoneOffset.UTC));
    Standing standing;
    if (!reading.problems().isEmpty()) {
      standing =
          new Standing.Stalled(
              "InvalidRules",
              "What is not understood allows nothing: "
                  + String.join(" ", reading.problems()).replace("\n", " "));
    } else if (policy.getSpec().namespaceSelector() == null) {
      standing =
          new Standing.Ready(
              "BindsNobody", "It has no namespaceSelector. Maybe {} for every namespace.");
    } else {
      standing = new Standing.Ready("InForce", "It binds the namespaces it selects");
    }
    var before = policy.getStatus();
    var conditions =
        Conditions.after(
                before == null ? null : before.conditions(),
                policy.getMetadata().getGeneration(),
                Clock.fixed(now, ZoneOffset.UTC))
            .standing(standing)
            .build();
    return new SovereigntyPolicyStatus(
        policy.getMetadata().getGeneration(), conditions, namespaces, workloads);
  }
}
