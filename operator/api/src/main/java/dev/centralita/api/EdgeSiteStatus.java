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

/** What the hub last saw of a site. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record EdgeSiteStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Ready: workloads may be placed here. Reachable: the site answers. AcceleratorsReady:"
                + " GPUs are seen and usable. AcceleratorStackReady: what makes them usable says"
                + " that it does. PowerWithinEnvelope, where power is measured: the site draws no"
                + " more than it may. Compliant: no certificate has expired. Reconciling or"
                + " Stalled, when True, say why Ready is not.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription(
            "UID of the site cluster's kube-system namespace at first contact. A site that answers"
                + " with another one is quarantined.")
        @Nullable String clusterUid,
    @JsonPropertyDescription("When the site last answered, RFC 3339.") @Nullable String lastContact,
    @JsonPropertyDescription("Nodes of the site.") @Nullable Integer nodes,
    @JsonPropertyDescription("Workloads with replicas at the site.") @Nullable Integer workloads,
    @JsonPropertyDescription("GPUs by product.") @Nullable List<AcceleratorUse> accelerators,
    @JsonPropertyDescription("Power against the envelope.") @Nullable PowerUse power,
    // As many as etcd stores in one object (1.5 MiB) with the longest names.
    @Size(max = 4000)
        @JsonPropertyDescription(
            "Workloads deleted while the site could not be reached; what is left of them goes when"
                + " it answers again.")
        @Nullable List<Tombstone> tombstones,
    @JsonPropertyDescription("GPUs of all products together, for one line of kubectl get.")
        @Nullable GpuTotals gpus,
    @JsonPropertyDescription("What makes GPUs usable at the site.")
        @Nullable AcceleratorStack acceleratorStack) {

  /** What makes GPUs usable at the site. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record AcceleratorStack(
      @Required
          @JsonPropertyDescription(
              "GPUCluster: the GPU Operator with the DRA driver. ClusterPolicy: the GPU Operator"
                  + " with the device plugin. DRADriver: the DRA driver by itself. LabelsOnly:"
                  + " nodes have GPUs, and nothing else says anything. None.")
          String kind,
      @JsonPropertyDescription("Name of the object in force, if there is one.")
          @Nullable String name) {}

  /** GPUs of all products together. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record GpuTotals(
      @Required @JsonPropertyDescription("GPUs usable now.") int capacity,
      @Required @JsonPropertyDescription("GPUs held by pods of anybody or promised to a workload.")
          int used) {}

  /** GPUs of one product. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record AcceleratorUse(
      @Required
          @JsonPropertyDescription("Product as the node label nvidia.com/gpu.product says it.")
          String product,
      @Required
          @JsonPropertyDescription("GPUs usable now: the smaller of declared and allocatable.")
          int capacity,
      @Required @JsonPropertyDescription("GPUs held by pods of anybody or promised to a workload.")
          int used,
      @Required @JsonPropertyDescription("GPUs neither held nor promised.") int free,
      @JsonPropertyDescription("Whole months since they were commissioned, where that is declared.")
          @Nullable Integer ageMonths,
      @JsonPropertyDescription(
              "What all declared GPUs of the product are worth at that age, in the units of their"
                  + " cost, where a depreciation is declared.")
          @Nullable Long bookValue) {}

  /** Power against the envelope. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record PowerUse(
      @Required @JsonPropertyDescription("Watts that may be committed: capacity - reserve.")
          long limitWatts,
      @Required @JsonPropertyDescription("Watts committed: pue × watts of all GPU pods + base.")
          long committedWatts,
      @JsonPropertyDescription(
              "Watts the site draws: pue × measured watts of all GPUs + base. Follows the"
                  + " measurement in steps of two percent of the limit; the metric"
                  + " centralita_site_power_gpus_watts has every measurement, of the GPUs alone."
                  + " Absent while nothing is measured.")
          @Nullable Long measuredWatts) {}

  /** A workload that was deleted out of the site's sight. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Tombstone(
      @Required @JsonPropertyDescription("UID of the deleted workload.") String workloadUid,
      @Required @JsonPropertyDescription("Namespace of the workload at the hub.") String namespace,
      @Required @JsonPropertyDescription("Name of the workload.") String name,
      @Required @JsonPropertyDescription("Namespace of its objects at the site.")
          String siteNamespace,
      @Required @JsonPropertyDescription("When it was given up, RFC 3339.") String since) {}
}
