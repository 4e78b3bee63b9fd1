package dev.centralita.controller.workload;

import dev.centralita.api.LatencySLASpec;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.api.SovereignWorkloadSpec.Placement;
import dev.centralita.api.SovereignWorkloadSpec.PreemptionPolicy;
import dev.centralita.api.SovereignWorkloadSpec.WorkloadTerm;
import dev.centralita.controller.status.Standing;
import dev.centralita.delivery.PodTolerations;
import dev.centralita.delivery.Problem;
import dev.centralita.delivery.TemplateVetting;
import dev.centralita.placement.Affinity;
import dev.centralita.placement.Gang;
import dev.centralita.placement.PolicyClass;
import dev.centralita.placement.Population;
import dev.centralita.placement.Request;
import dev.centralita.placement.Taint;
import dev.centralita.placement.Toleration;
import dev.centralita.placement.rtt.Durations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A workload and what binds it, as a question for the solver. */
final class Requests {
  private Requests() {}

  /** Users and how near they must be served. */
  private record Nearness(List<Population> populations, int percentile, int maxMicros) {
    static final Nearness ANYWHERE = new Nearness(List.of(), 100, 0);
  }

  /** A field that cannot be used although the schema let it in. */
  private static final class Unusable extends RuntimeException {
    Unusable(String field, String message) {
      super(field + ": " + message.replace("\n", " "));
    }
  }

  /**
   * @param day at which membership of the EU counts
   * @param excluded sites to leave out, with the reason for people
   * @param slaOverdue a LatencySLA that is not there has been waited for long enough
   */
  static Asking of(Inputs inputs, LocalDate day, Map<String, String> excluded, boolean slaOverdue) {
    var spec = inputs.workload().getSpec();
    if (Boolean.TRUE.equals(spec.suspend())) {
      return new Asking.Suspended();
    }
    var problems = TemplateVetting.vet(inputs.workload());
    if (!problems.isEmpty()) {
      return Asking.Blocked.stalled(
          "InvalidTemplate", problems.stream().map(Problem::message).toList());
    }
    var missing = inputs.missingSla();
    if (missing != null) {
      return missingSla(missing, inputs.namespace().getMetadata().getName(), slaOverdue);
    }
    try {
      // A rule that is not understood allows nothing, also not what runs: the solver says so.
      var law = Law.of(inputs, day);
      return new Asking.Ask(
          request(inputs, law.scope().policyClass(0), excluded), nowhere(inputs, law));
    } catch (Unusable e) {
      return Asking.Blocked.stalled("InvalidSpec", List.of(e.getMessage()));
    }
  }

  private static Asking missingSla(String name, String namespace, boolean overdue) {
    var reason = "SlaNotFound";
    var message =
        "spec.latency.slaRef.name: there is no LatencySLA \"%s\" in namespace %s. Maybe create it, or correct the name."
            .formatted(name, namespace);
    return new Asking.Blocked(
        overdue
            ? new Standing.Stalled(reason, message)
            : new Standing.Reconciling(reason, message));
  }

  private static @Nullable String nowhere(Inputs inputs, Law law) {
    if (!law.problems().isEmpty()) {
      return String.join(" ", law.problems()).replace("\n", " ");
    }
    if (!law.scope().isNowhere()) {
      return null;
    }
    var policies =
        inputs.policies().stream()
            .map(p -> p.getMetadata().getName())
            .collect(Collectors.joining(", "));
    return "spec.sovereignty and the SovereigntyPolicies %s together leave no country or no carrier. Maybe widen one of them."
        .formatted(policies.isEmpty() ? "(none)" : policies);
  }

  /** What a recorded decision holds: its shape matters, its rules are looked at later. */
  static Request restored(SovereignWorkload workload) {
    return bare(workload, PolicyClass.ANY);
  }

  /** Only the law, for a workload of which nothing else is understood. */
  static Request lawOnly(Inputs inputs, LocalDate day) {
    return bare(inputs.workload(), Law.of(inputs, day).scope().policyClass(0));
  }

  private static Request bare(SovereignWorkload workload, PolicyClass policy) {
    var spec = workload.getSpec();
    return Request.of(
            workload.getMetadata().getUid(),
            workload.getMetadata().getNamespace() + "/" + workload.getMetadata().getName(),
            Objects.requireNonNullElse(spec.replicas(), 1),
            Needs.of(spec))
        .edit()
        .policy(policy)
        .priority(Objects.requireNonNullElse(spec.priority(), 0))
        .affinity(affinity(workload))
        .preempts(spec.preemptionPolicy() != PreemptionPolicy.Never)
        .preemptible(isPreemptible(spec))
        .gang(gang(workload))
        .done();
  }

  private static Request request(Inputs inputs, PolicyClass policy, Map<String, String> excluded) {
    var spec = inputs.workload().getSpec();
    var nearness = nearness(spec, inputs);
    var placement = spec.placement();
    boolean batch = spec.mode() == Mode.Batch;
    var plain =
        bare(inputs.workload(), policy)
            .edit()
            .populations(nearness.populations)
            .percentile(nearness.percentile)
            .maxRttMicros(nearness.maxMicros)
            .allOrNothing(batch)
            .singleSite(batch)
            .tolerations(tolerations(PodTolerations.lasting(inputs.workload())))
            .excludedSites(excluded);
    return placement == null ? plain.done() : placed(plain, placement).done();
  }

  private static Request.Edit placed(Request.Edit request, Placement placement) {
    return request
        .weight(Objects.requireNonNullElse(placement.weight(), 1))
        .maxReplicasPerSite(Objects.requireNonNullElse(placement.maxReplicasPerSite(), 0))
        .olderGpus(Objects.requireNonNullElse(placement.olderGpus(), 0));
  }

  /** To others; what is only restored or kept is still selected by them. */
  private static Affinity affinity(SovereignWorkload workload) {
    var metadata = workload.getMetadata();
    var placement = workload.getSpec().placement();
    return new Affinity(
        metadata.getNamespace(),
        Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
        placement == null ? List.of() : terms(placement.affinity()),
        placement == null ? List.of() : terms(placement.antiAffinity()));
  }

  /** The others of a gang would be left alone. */
  private static boolean isPreemptible(SovereignWorkloadSpec spec) {
    return spec.disruption() != null
        && Boolean.TRUE.equals(spec.disruption().preemptible())
        && (spec.placement() == null || spec.placement().gang() == null);
  }

  private static Gang gang(SovereignWorkload workload) {
    var placement = workload.getSpec().placement();
    var gang = placement == null ? null : placement.gang();
    return gang == null
        ? Gang.NONE
        : new Gang(workload.getMetadata().getNamespace() + "/" + gang.name(), gang.minMembers());
  }

  private static List<Map<String, String>> terms(@Nullable List<WorkloadTerm> terms) {
    return terms == null
        ? List.of()
        : terms.stream().map(t -> t.workloadSelector().matchLabels()).toList();
  }

  private static Nearness nearness(SovereignWorkloadSpec spec, Inputs inputs) {
    var latency = spec.latency();
    if (latency == null) {
      return Nearness.ANYWHERE;
    }
    LatencySLASpec sla = inputs.sla() == null ? null : inputs.sla().getSpec();
    if (sla != null) {
      return new Nearness(
          Populations.of(sla.populations()),
          Objects.requireNonNullElse(sla.target().percentile(), 100),
          micros("LatencySLA spec.target.maxRoundTrip", sla.target().maxRoundTrip()));
    }
    var populations =
        Objects.requireNonNullElse(latency.populations(), List.<dev.centralita.api.Population>of());
    return new Nearness(
        Populations.of(populations),
        100,
        latency.maxRoundTrip() == null
            ? 0
            : micros("spec.latency.maxRoundTrip", latency.maxRoundTrip()));
  }

  private static int micros(String field, String text) {
    try {
      return Durations.micros(text);
    } catch (IllegalArgumentException e) {
      throw new Unusable(field, Objects.requireNonNullElse(e.getMessage(), text));
    }
  }

  private static List<Toleration> tolerations(
      List<io.fabric8.kubernetes.api.model.Toleration> given) {
    var out = new ArrayList<Toleration>();
    for (var t : given) {
      var effect = Objects.requireNonNullElse(t.getEffect(), "");
      var key = Objects.requireNonNullElse(t.getKey(), "");
      var value =
          "Exists".equals(t.getOperator()) ? null : Objects.requireNonNullElse(t.getValue(), "");
      switch (effect) {
        case "" -> out.add(new Toleration(key, value, null));
        case "NoSchedule" -> out.add(new Toleration(key, value, Taint.Effect.NoSchedule));
        case "NoExecute" -> out.add(new Toleration(key, value, Taint.Effect.NoExecute));
        default -> {
          // PreferNoSchedule keeps nobody away.
        }
      }
    }
    return out;
  }
}
