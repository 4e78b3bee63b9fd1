package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.kubernetes.api.model.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record SovereignWorkloadSpec(
    @Nullable Integer replicas,
    @Nullable Mode mode,
    PodTemplateSpec template,
    @Nullable AcceleratorRequest accelerator,
    @Nullable Sovereignty sovereignty,
    @Nullable Latency latency,
    @Nullable Placement placement,
    @Nullable Integer priority,
    @Nullable Boolean suspend) {

  public enum Mode {
    Service,
    Batch
  }

  public record AcceleratorRequest(
      @Nullable Integer count,
      @Nullable List<String> products,
      @Nullable String family,
      @Nullable Quantity memory,
      @Nullable String container) {}

  public record Latency(
      @Nullable SlaRef slaRef,
      @Nullable List<Population> populations,
      @Nullable String maxRoundTrip) {}

  public record SlaRef(String name) {}

  public record Placement(
      @Nullable Integer maxReplicasPerSite,
      @Nullable List<Toleration> tolerations,
      @Nullable Integer weight) {}
}
