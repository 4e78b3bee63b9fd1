package dev.centralita.inventory.nvidia;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What a ClusterPolicy asks for. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterPolicySpec(
    @Nullable Mig mig,
    @Nullable Driver driver,
    @Nullable Operator operator,
    @Nullable SandboxWorkloads sandboxWorkloads) {

  /**
   * Partitions.
   *
   * @param strategy none, single or mixed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Mig(@Nullable String strategy) {}

  /**
   * The driver.
   *
   * @param useNvidiaDriverCrd NVIDIADriver objects say which, and not this object
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Driver(@JsonProperty("useNvidiaDriverCRD") @Nullable Boolean useNvidiaDriverCrd) {}

  /**
   * The GPU Operator itself.
   *
   * @param runtimeClass name of the RuntimeClass it makes for containers with GPUs
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Operator(@Nullable String runtimeClass) {}

  /**
   * GPUs for virtual machines.
   *
   * @param defaultWorkload what a node is for that has no label about it: container, vm-passthrough
   *     or vm-vgpu
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SandboxWorkloads(@Nullable Boolean enabled, @Nullable String defaultWorkload) {}
}
