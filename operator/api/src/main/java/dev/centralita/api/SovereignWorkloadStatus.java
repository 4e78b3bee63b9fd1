package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided for a workload, what came of it, and why not elsewhere. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record SovereignWorkloadStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Ready: all replicas are placed and run. Placed: every replica has a site. Available:"
                + " the replicas are ready. Sovereign: every site meets the law asked for."
                + " LatencyMet: every site meets the latency asked for. Reconciling, when True: time"
                + " or capacity will cure it. Stalled, when True: only a change of the workload, a"
                + " policy or a site will.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("The decision in force.") @Nullable Decision decision,
    @JsonPropertyDescription("Replicas that have a site.") @Nullable Integer replicas,
    @JsonPropertyDescription("Replicas that are ready.") @Nullable Integer readyReplicas,
    @JsonPropertyDescription("Label selector of the pods at the sites, for the scale subresource.")
        @Nullable String selector,
    @JsonPropertyDescription("The sites chosen, nearest first, and what runs there.")
        @Nullable List<SitePlacement> placements,
    @JsonPropertyDescription("Why the other sites were not chosen.") @Nullable Refusals refusals,
    @JsonPropertyDescription(
            "When a Batch workload finished, RFC 3339. It does not run again after that.")
        @Nullable String completedAt,
    @JsonPropertyDescription(
            "How a Batch workload failed at the site. It does not run again after that.")
        @Nullable Failure failure,
    @JsonPropertyDescription("All placements together, for one line of kubectl get.")
        @Nullable Summary summary) {

  /** All placements together. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Summary(
      @Required
          @JsonPropertyDescription(
              "Sites and replicas, nearest first. Example: madrid-1×3, barcelona×1.")
          String sites,
      @Required @JsonPropertyDescription("GPUs of all placed replicas.") int gpus,
      @Required
          @JsonPropertyDescription(
              "Predicted round trip to the farthest of the sites, in microseconds.")
          long rttMicros,
      @Required @JsonPropertyDescription("Watts of all placed replicas, PUE included.")
          long watts) {}

  /** A Job that gave up. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Failure(
      @Required @JsonPropertyDescription("When it was seen, RFC 3339.") String at,
      @Required @JsonPropertyDescription("What the site says of the Job.") String message) {}

  /** Written by update with resourceVersion before anything is delivered. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Decision(
      @Required
          @JsonPropertyDescription(
              "Number of the decision, one higher each time. What runs at a site carries it.")
          long epoch,
      @Required
          @JsonPropertyDescription(
              "Hash over what was decided on: workload, namespace labels, policies, SLA, sites.")
          String inputs,
      @Required @JsonPropertyDescription("Hash over the policies that bound the decision.")
          String policyRevision,
      @Required @JsonPropertyDescription("When it was decided, RFC 3339.") String decidedAt,
      @Required @JsonPropertyDescription("Replicas that were given a site.") int replicas,
      @Required @JsonPropertyDescription("The sites chosen.") List<DecidedSite> sites) {}

  /** A site in a decision. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record DecidedSite(
      @Required @JsonPropertyDescription("Name of the EdgeSite.") String site,
      @Required @JsonPropertyDescription("UID of the EdgeSite.") String siteUid,
      @Required @JsonPropertyDescription("Replicas at the site.") int replicas,
      @JsonPropertyDescription(
              "Nodes where the replicas fit when it was decided: advice to the site's scheduler.")
          @Nullable List<String> nodes) {}

  /** What runs at a site. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record SitePlacement(
      @Required @JsonPropertyDescription("Name of the EdgeSite.") String site,
      @Required @JsonPropertyDescription("Replicas the site was given.") int replicas,
      @Required @JsonPropertyDescription("Replicas that are ready there.") int ready,
      @Required
          @JsonPropertyDescription(
              "Predicted round trip of the users to the site at the percentile asked for, in"
                  + " microseconds; 0 when the workload names no population.")
          long rttMicros,
      @Required @JsonPropertyDescription("Watts of the replicas' GPUs at the site, PUE included.")
          long watts) {}

  /** Why not elsewhere. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Refusals(
      @Required @JsonPropertyDescription("How many sites each reason refused, the commonest first.")
          List<ReasonCount> counts,
      @Required
          @Size(max = 20)
          @JsonPropertyDescription("The refused sites that are nearest to the users.")
          List<RefusedSite> nearest) {}

  /** A reason and how often it was met. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record ReasonCount(
      @Required @JsonPropertyDescription("Reason, such as Jurisdiction or NodeFit.") String reason,
      @Required @JsonPropertyDescription("Sites it refused.") int sites) {}

  /** A site that was refused. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record RefusedSite(
      @Required @JsonPropertyDescription("Name of the EdgeSite.") String site,
      @Required
          @JsonPropertyDescription(
              "The first rule the site fails, such as Jurisdiction or NodeFit.")
          String reason,
      @Required @JsonPropertyDescription("What the workload needs.") String need,
      @Required @JsonPropertyDescription("What the site has.") String offer,
      @JsonPropertyDescription(
              "Predicted round trip of the users to the site at the percentile asked for, as in"
                  + " placements, in microseconds. The list is ordered by the weighted mean.")
          @Nullable Long rttMicros,
      @JsonPropertyDescription(
              "The smallest change to the workload that would make the site acceptable.")
          @Nullable String relaxation) {}
}
