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

/** How far each site is from the users. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record LatencySLAStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Ready: at least one site meets the target. Reconciling or Stalled, when True, say why"
                + " Ready is not.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Workloads that refer to this SLA.") @Nullable Integer workloads,
    @Size(max = 100) @JsonPropertyDescription("The nearest sites, nearest first.")
        @Nullable List<SiteRtt> sites) {

  /** A site as the users would see it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record SiteRtt(
      @Required @JsonPropertyDescription("Name of the EdgeSite.") String site,
      @Required
          @JsonPropertyDescription(
              "Predicted round trip at the SLA's percentile of the population weight, in"
                  + " microseconds.")
          long predictedRttMicros,
      @Required @JsonPropertyDescription("Does the site meet the target?") boolean met) {}
}
