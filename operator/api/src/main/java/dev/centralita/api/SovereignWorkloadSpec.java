package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to run, where it may run, what it needs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
@ValidationRule(
    value = "self.mode == oldSelf.mode",
    fieldPath = ".mode",
    messageExpression =
        "'mode cannot change from ' + oldSelf.mode + ' to ' + self.mode + '; Maybe create a"
            + " workload of another name'")
@ValidationRule(
    value = "oldSelf.mode != 'Batch' || self.template == oldSelf.template",
    fieldPath = ".template",
    message =
        "template of a Batch workload cannot change, a Job runs what it was created with; Maybe"
            + " create a workload of another name")
@ValidationRule(
    value =
        "oldSelf.mode != 'Batch' || (has(self.accelerator) == has(oldSelf.accelerator)"
            + " && (!has(self.accelerator) || self.accelerator == oldSelf.accelerator))",
    fieldPath = ".accelerator",
    message =
        "accelerator of a Batch workload cannot change, a Job runs what it was created with; Maybe"
            + " create a workload of another name")
@ValidationRule(
    value =
        "!has(self.accelerator) || !has(self.accelerator.container)"
            + " || self.template.spec.containers.exists(c, c.name == self.accelerator.container)",
    fieldPath = ".accelerator.container",
    messageExpression =
        "'accelerator.container \"' + self.accelerator.container + '\" is not a container of the"
            + " template; Maybe the name of one of template.spec.containers'")
@ValidationRule(
    value =
        "!has(self.template.spec.restartPolicy) || (self.mode == 'Batch' ?"
            + " self.template.spec.restartPolicy in ['Never', 'OnFailure'] :"
            + " self.template.spec.restartPolicy == 'Always')",
    fieldPath = ".template.spec.restartPolicy",
    messageExpression =
        "'restartPolicy \"' + self.template.spec.restartPolicy + '\" is not for mode ' + self.mode"
            + " + '; Maybe ' + (self.mode == 'Batch' ? 'Never or OnFailure' : 'leave it out')")
@ValidationRule(
    value =
        "self.mode != 'Batch' || !has(self.placement) || !has(self.placement.maxReplicasPerSite)"
            + " || self.placement.maxReplicasPerSite >= self.replicas",
    fieldPath = ".placement.maxReplicasPerSite",
    message =
        "maxReplicasPerSite is below replicas, and a Batch workload runs at one site; Maybe leave"
            + " it out")
public record SovereignWorkloadSpec(
    @Default("1")
        @Min(0)
        @Max(10000)
        @JsonPropertyDescription(
            "Copies to run, 0 to 10000. A Service splits over sites when the nearest is full; a"
                + " Batch runs them all at one site or not at all. Default: 1.")
        @Nullable Integer replicas,
    @Default("Service")
        @JsonPropertyDescription(
            "Service runs until it is deleted, as a Deployment at each site. Batch runs to its end,"
                + " as a Job at one site. Cannot change. Default: Service.")
        @Nullable Mode mode,
    @Required
        @JsonPropertyDescription(
            "The pods to run, as in a Deployment. What would reach beyond the pod is refused: host"
                + " namespaces, ports and paths, privilege, Secrets, ConfigMaps, volume claims,"
                + " service accounts, and what decides the node (nodeName, nodeSelector, affinity)."
                + " GPUs are asked for in spec.accelerator. Cannot change in mode Batch.")
        PodTemplateSpec template,
    @JsonPropertyDescription(
            "GPUs of one replica. Without it a replica gets none. Cannot change in mode Batch.")
        @Nullable AcceleratorRequest accelerator,
    @JsonPropertyDescription(
            "The law the workload must stay under, besides every SovereigntyPolicy that selects its"
                + " namespace.")
        @Nullable Sovereignty sovereignty,
    @JsonPropertyDescription(
            "Where the users are and how near they must be served: slaRef, or populations here."
                + " Without it any distance will do.")
        @Nullable Latency latency,
    @JsonPropertyDescription("How replicas spread over sites.") @Nullable Placement placement,
    @Default("0")
        @Min(-1000)
        @Max(1000)
        @JsonPropertyDescription(
            "Who goes first when there is not enough for all: higher first, -1000 to 1000. Default:"
                + " 0.")
        @Nullable Integer priority,
    @Default("PreemptLowerPriority")
        @JsonPropertyDescription(
            "Whether it may take the place of what runs. PreemptLowerPriority: when it finds no"
                + " place as a whole, the fewest replicas of workloads of lower priority that are"
                + " disruption.preemptible leave for it, if that helps. Never: it waits. Default:"
                + " PreemptLowerPriority.")
        @Nullable PreemptionPolicy preemptionPolicy,
    @JsonPropertyDescription("What its owner lets happen to it while it runs.")
        @Nullable Disruption disruption,
    @Default("false")
        @JsonPropertyDescription(
            "Takes the workload away from its sites and keeps it in the register. Default: false.")
        @Nullable Boolean suspend) {

  /** How long it runs. */
  public enum Mode {
    Service,
    Batch
  }

  /** What it may do to others. */
  public enum PreemptionPolicy {
    PreemptLowerPriority,
    Never
  }

  /** What may be done to it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Disruption(
      @Default("false")
          @JsonPropertyDescription(
              "It may have to leave a site, with all it runs there, for a workload of higher"
                  + " priority, or where the site's power.shedding asks for it. It goes elsewhere"
                  + " if there is room, and waits otherwise; a Job begins again. A member of a gang"
                  + " never has to. Default: false.")
          @Nullable Boolean preemptible) {}

  /** GPUs of one replica. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = Quantities.MEMORY,
      fieldPath = ".memory",
      messageExpression = Quantities.MEMORY_MESSAGE)
  @ValidationRule(
      value = Slices.WITHOUT_MEMORY,
      fieldPath = ".memory",
      messageExpression = Slices.WITHOUT_MEMORY_MESSAGE)
  @ValidationRule(
      value = Slices.OF_FAMILY,
      fieldPath = ".migProfile",
      messageExpression = Slices.OF_FAMILY_MESSAGE)
  @ValidationRule(
      value = Slices.ONE_WHEN_SHARED,
      fieldPath = ".count",
      message = Slices.ONE_WHEN_SHARED_MESSAGE)
  public record AcceleratorRequest(
      @Default("1")
          @Min(1)
          @Max(64)
          @JsonPropertyDescription(
              "GPUs for each replica, or slices where migProfile or sharing asks for them, all on"
                  + " one node, 1 to 64. Default: 1.")
          @Nullable Integer count,
      @Size(max = 32)
          @JsonPropertyDescription(
              "Products that will do, as the node label nvidia.com/gpu.product says them. Without"
                  + " the list any will. Example: [NVIDIA-H100-80GB-HBM3].")
          @Nullable
              List<
                  @Size(min = 1, max = 63) @Pattern("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
                  String>
              products,
      @Pattern("^(kepler|maxwell|pascal|volta|turing|ampere|ada-lovelace|hopper|blackwell|rubin)$")
          @JsonPropertyDescription(
              "GPU family that is needed, as the node label nvidia.com/gpu.family.")
          @Nullable String family,
      @JsonPropertyDescription(
              "Least memory of each GPU, by the nominal size of the product: 80Gi and 80G both"
                  + " accept an H100-80GB. Between 1G and 1Ti. Example: 40Gi.")
          @Nullable Quantity memory,
      @Size(min = 1, max = 63)
          @JsonPropertyDescription(
              "Container of the template that gets the GPUs. Default: the first.")
          @Nullable String container,
      @Size(max = 16)
          @Pattern("^[1-9]g[.][1-9][0-9]{0,2}gb([+](me|gfx|me[.]all)|-me)?$")
          @JsonPropertyDescription(
              "Slice of a GPU, isolated in hardware by MIG, instead of whole GPUs; as nvidia-smi"
                  + " names it. Example: 1g.10gb.")
          @Nullable String migProfile,
      @Default("Exclusive")
          @JsonPropertyDescription(
              "Exclusive: what is given is nobody else's. Shared: a time slice (time-slicing or"
                  + " MPS) of a GPU, or of a slice if migProfile is set, that others use at the"
                  + " same time, without isolation of memory or faults; whole GPUs are not taken"
                  + " for it. Default: Exclusive.")
          @Nullable Sharing sharing,
      @Size(max = 4)
          @Pattern("^[1-9][0-9]?[.][0-9]$")
          @JsonPropertyDescription(
              "Least CUDA compute capability of the GPU, major.minor. Example: \"8.9\".")
          @Nullable String minComputeCapability) {}

  /** Whether others may use the same GPU at the same time. */
  public enum Sharing {
    Exclusive,
    Shared
  }

  /** Where the users are. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = "has(self.slaRef) != (has(self.populations) || has(self.maxRoundTrip))",
      messageExpression =
          "'latency names ' + (has(self.slaRef) ? 'slaRef and a target of its own' : 'neither"
              + " slaRef nor populations') + '; Maybe keep slaRef to share a LatencySLA, or"
              + " populations and maxRoundTrip to say it here'")
  @ValidationRule(
      value = "!has(self.maxRoundTrip) || has(self.slaRef) || has(self.populations)",
      fieldPath = ".maxRoundTrip",
      messageExpression =
          "'maxRoundTrip \"' + self.maxRoundTrip + '\" is a distance to nobody; Maybe add"
              + " populations'")
  @ValidationRule(
      value = Cel.MAX_ROUND_TRIP,
      fieldPath = ".maxRoundTrip",
      messageExpression = Cel.MAX_ROUND_TRIP_MESSAGE)
  public record Latency(
      @JsonPropertyDescription("A LatencySLA of the same namespace.") @Nullable SlaRef slaRef,
      @Size(min = 1, max = 64)
          @JsonPropertyDescription(
              "Where the users are. Each chosen site alone must be near enough to all of them.")
          @Nullable List<Population> populations,
      @Size(max = 16)
          @JsonPropertyDescription(
              "Longest round trip between a user and the site, in us, ms or s, above 0 and at most"
                  + " 10s. Without it the nearest site is taken at any distance. Example: 10ms.")
          @Nullable String maxRoundTrip) {}

  /** A LatencySLA of the same namespace. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record SlaRef(
      @Required
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription(
              "Name of the LatencySLA. While there is none of that name the workload waits.")
          String name) {}

  /** How replicas spread over sites. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Placement(
      @Min(1)
          @Max(10000)
          @JsonPropertyDescription(
              "Most replicas at one site, 1 to 10000. Without it a site is filled first.")
          @Nullable Integer maxReplicasPerSite,
      @Size(max = 16)
          @JsonPropertyDescription("Taints of sites and nodes that do not keep the workload away.")
          @Nullable List<Toleration> tolerations,
      @Default("1")
          @Min(1)
          @Max(1000)
          @JsonPropertyDescription(
              "Weight of this workload's RTT against that of others when they compete for a site, 1"
                  + " to 1000. Default: 1.")
          @Nullable Integer weight,
      @Default("0")
          @Min(0)
          @Max(1000)
          @JsonPropertyDescription(
              "Microseconds of round trip that each month of age of a site's GPUs is worth to this"
                  + " workload, 0 to 1000, and 5 ms in all: of sites that differ by no more, the"
                  + " one with the older GPUs is taken. For work, such as Batch, that should leave"
                  + " the newest to others. An EdgeSite says when its GPUs were commissioned. It"
                  + " chooses between sites, not between the nodes of one."
                  + " Default: 0.")
          @Nullable Integer olderGpus,
      @Size(min = 1, max = 8)
          @JsonPropertyDescription(
              "Workloads to be with: each term wants, at every site where this one is, at least one"
                  + " other workload that it selects. While there is none the workload waits;"
                  + " unless the term selects the workload itself and no other is placed, then it"
                  + " is the first and goes anywhere. Counts when a site is chosen: what runs stays"
                  + " when the other goes.")
          @Nullable List<WorkloadTerm> affinity,
      @Size(min = 1, max = 8)
          @JsonPropertyDescription(
              "Workloads to keep apart from: no site is chosen where another workload is that one of"
                  + " the terms selects, and those do not come to a site where this one is. Counts"
                  + " when a site is chosen: what runs stays. Its own replicas do not count:"
                  + " maxReplicasPerSite spreads them.")
          @Nullable List<WorkloadTerm> antiAffinity,
      @JsonPropertyDescription(
              "Workloads of the same namespace of which a few alone are no use: none of them is"
                  + " placed until minMembers of them can be, each with all its replicas, together."
                  + " Counts when they begin: what runs stays when another goes.")
          @Nullable Gang gang) {}

  /** Workloads that begin together. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Gang(
      @Required
          @Size(min = 1, max = 63)
          @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
          @JsonPropertyDescription("Name that the members have in common. Example: training-7.")
          String name,
      @Required
          @Min(1)
          @Max(1000)
          @JsonPropertyDescription(
              "How many members must have a place at once, 1 to 1000, as this member sees it; the"
                  + " members say the same. Those that have run to their end count.")
          Integer minMembers) {}

  /** Other workloads of the same namespace. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record WorkloadTerm(
      @Required
          @JsonPropertyDescription(
              "Selects SovereignWorkloads of the same namespace by their own labels, not by those"
                  + " of their template.")
          WorkloadSelector workloadSelector) {}

  /** Selects workloads by their labels. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = "self.matchLabels.size() > 0",
      fieldPath = ".matchLabels",
      message = "matchLabels is empty and would select every workload; Maybe name a label")
  public record WorkloadSelector(
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Labels that the workload must bear, all of them. Example: {app: cache}.")
          Map<String, @Size(max = 63) String> matchLabels) {}
}
