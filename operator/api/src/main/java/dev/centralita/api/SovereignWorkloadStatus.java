package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.kubernetes.api.model.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record SovereignWorkloadStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable Decision decision,
    @Nullable Integer replicas,
    @Nullable Integer readyReplicas,
    @Nullable String selector,
    @Nullable List<SitePlacement> placements,
    @Nullable Refusals refusals,
    @Nullable String completedAt) {

  /** Written by update with resourceVersion before anything is delivered. */
  public record Decision(
      long epoch,
      String inputs,
      String policyRevision,
      String decidedAt,
      int replicas,
      List<DecidedSite> sites) {}

  public record DecidedSite(
      String site, String siteUid, int replicas, @Nullable List<String> nodes) {}

  public record SitePlacement(String site, int replicas, int ready, long rttMicros, long watts) {}

  public record Refusals(List<ReasonCount> counts, List<RefusedSite> nearest) {}

  public record ReasonCount(String reason, int sites) {}

  public record RefusedSite(
      String site,
      String reason,
      String need,
      String offer,
      @Nullable Long rttMicros,
      @Nullable String relaxation) {}
}
