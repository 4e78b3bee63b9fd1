package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.inventory.nvidia.ClusterPolicy;
import dev.centralita.inventory.nvidia.GpuCluster;
import dev.centralita.inventory.nvidia.NvidiaDriver;
import dev.centralita.inventory.nvidia.OperatorStatus;
import dev.centralita.inventory.nvidia.OperatorStatus.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects of a site that say by what its GPUs are made usable. */
final class StackObjects {
  /** Reasons beside Ready=True that mean there is nothing to be ready. */
  private static final Set<String> READY_FOR_NOTHING = Set.of("NoGPUNodes", "NFDLabelsMissing");

  private static final String CONTAINER = "container";

  private final Map<String, ClusterPolicy> policies = new TreeMap<>();
  private final Map<String, GpuCluster> clusters = new TreeMap<>();
  private final Map<String, NvidiaDriver> drivers = new TreeMap<>();
  private final Set<String> deviceClasses = new HashSet<>();
  private final RuntimeClasses runtimeClasses = new RuntimeClasses();

  /** Names of objects whose spec has changed since their status was last written. */
  private final Set<String> unconfirmed = new HashSet<>();

  void changed(HasMetadata object) {
    var name = Objects.requireNonNullElse(object.getMetadata().getName(), "");
    switch (object) {
      case ClusterPolicy policy -> confirm(policies.put(name, policy), policy);
      case GpuCluster cluster -> confirm(clusters.put(name, cluster), cluster);
      case NvidiaDriver driver -> confirm(drivers.put(name, driver), driver);
      case DeviceClass deviceClass -> deviceClasses.add(name);
      case RuntimeClass runtimeClass -> runtimeClasses.changed(runtimeClass);
      default -> throw new IllegalArgumentException("not of a stack: " + object.getKind());
    }
  }

  void gone(HasMetadata object) {
    var name = Objects.requireNonNullElse(object.getMetadata().getName(), "");
    unconfirmed.remove(object.getKind() + "/" + name);
    switch (object) {
      case ClusterPolicy policy -> policies.remove(name);
      case GpuCluster cluster -> clusters.remove(name);
      case NvidiaDriver driver -> drivers.remove(name);
      case DeviceClass deviceClass -> deviceClasses.remove(name);
      case RuntimeClass runtimeClass -> runtimeClasses.gone(name);
      default -> throw new IllegalArgumentException("not of a stack: " + object.getKind());
    }
  }

  /** The GPU Operator says nothing of generations: only a status that moves is about the change. */
  private <T extends CustomResource<?, OperatorStatus>> void confirm(@Nullable T before, T now) {
    var key = now.getKind() + "/" + now.getMetadata().getName();
    if (before == null || !Objects.equals(before.getStatus(), now.getStatus())) {
      unconfirmed.remove(key);
    } else if (!Objects.equals(
        before.getMetadata().getGeneration(), now.getMetadata().getGeneration())) {
      unconfirmed.add(key);
    }
  }

  /**
   * The stack in force.
   *
   * @param slices whether ResourceSlices offer GPUs
   * @param gpuNodes whether any node has GPUs or labels about them
   */
  GpuStack detect(boolean slices, boolean gpuNodes) {
    var findings = new ArrayList<Finding>();
    // Oldest first, as the GPU Operator picks: what it sets on the others is never stored.
    var byAge =
        policies.values().stream()
            .sorted(
                Comparator.comparing((ClusterPolicy p) ->
                        Objects.requireNonNullElse(p.getMetadata().getCreationTimestamp(), ""))
                    .thenComparing(p -> p.getMetadata().getName()))
            .toList();
    if (byAge.size() > 1) {
      findings.add(
          new Finding(
              Kind.StackConflict,
              "clusterpolicy/" + byAge.getFirst().getMetadata().getName(),
              "%d ClusterPolicies exist and only this one, the oldest, is in force"
                  .formatted(byAge.size())));
    }
    var policy = byAge.isEmpty() ? null : byAge.getFirst();
    var cluster = clusters.isEmpty() ? null : clusters.values().iterator().next();
    if (policy != null && cluster != null) {
      findings.add(
          new Finding(
              Kind.StackConflict,
              "gpucluster/" + cluster.getMetadata().getName(),
              "a GPUCluster and a ClusterPolicy exclude each other.\n"
                  + "Maybe delete the one that is not meant."));
    }
    if (cluster != null && (policy == null || !isBarred(cluster))) {
      var runtime = runtimeClasses.usable(RuntimeClasses.USUAL, findings);
      return operated(GpuStack.Kind.GPUCluster, cluster, CONTAINER, runtime, true, findings);
    }
    if (policy != null) {
      var spec = policy.getSpec();
      var byCrd =
          spec != null
              && spec.driver() != null
              && Boolean.TRUE.equals(spec.driver().useNvidiaDriverCrd());
      var runtime = runtimeClasses.usable(runtimeClass(policy), findings);
      return operated(
          GpuStack.Kind.ClusterPolicy, policy, defaultWorkload(policy), runtime, byCrd, findings);
    }
    return unoperated(slices, gpuNodes, findings);
  }

  /** It waits for the ClusterPolicy to go, so the ClusterPolicy rules. */
  private static boolean isBarred(GpuCluster cluster) {
    return cluster.getStatus() != null
        && ("disabled".equals(cluster.getStatus().state())
            || cluster.getStatus().ready().map(Condition::reason).stream()
                .anyMatch("PrerequisiteNotMet"::equals));
  }

  private static String defaultWorkload(ClusterPolicy policy) {
    var sandbox = policy.getSpec() == null ? null : policy.getSpec().sandboxWorkloads();
    return sandbox != null
            && Boolean.TRUE.equals(sandbox.enabled())
            && sandbox.defaultWorkload() != null
        ? sandbox.defaultWorkload()
        : CONTAINER;
  }

  private static String runtimeClass(ClusterPolicy policy) {
    var operator = policy.getSpec() == null ? null : policy.getSpec().operator();
    var named = operator == null ? null : operator.runtimeClass();
    return named == null || named.isEmpty() ? RuntimeClasses.USUAL : named;
  }

  private GpuStack unoperated(boolean slices, boolean gpuNodes, List<Finding> findings) {
    var runtime = runtimeClasses.usable(RuntimeClasses.USUAL, findings);
    if (slices || deviceClasses.contains(DevicePools.DRIVER)) {
      return new GpuStack(
          GpuStack.Kind.DRADriver,
          DevicePools.DRIVER,
          slices,
          slices ? "DevicesOffered" : "NoDevices",
          slices
              ? "The DRA driver offers GPUs; no GPU Operator is there to say more"
              : "DeviceClass %s is there but no ResourceSlice offers GPUs.\nMaybe the DRA driver runs on no node."
                  .formatted(DevicePools.DRIVER),
          CONTAINER,
          runtime,
          findings);
    }
    return gpuNodes
        ? new GpuStack(
            GpuStack.Kind.LabelsOnly,
            "",
            null,
            "LabelsOnly",
            "Nodes have GPUs; neither a GPU Operator nor a DRA driver is there to say whether they"
                + " work",
            CONTAINER,
            runtime,
            findings)
        : new GpuStack(
            GpuStack.Kind.None,
            "",
            false,
            "NoStack",
            "Nothing at the site speaks of GPUs.\nMaybe its GPU Operator is not installed yet.",
            CONTAINER,
            null,
            List.of());
  }

  private GpuStack operated(
      GpuStack.Kind kind,
      CustomResource<?, OperatorStatus> object,
      String defaultWorkload,
      @Nullable String runtimeClass,
      boolean byCrd,
      List<Finding> findings) {
    var name = object.getMetadata().getName();
    var said = Saying.of(object.getStatus(), isUnconfirmed(object));
    if (byCrd) {
      said = drivers(said, findings);
    }
    return new GpuStack(
        kind,
        name,
        said.ready,
        said.reason,
        "%s %s %s".formatted(kind, name, said.message),
        defaultWorkload,
        runtimeClass,
        findings);
  }

  /** A stack is not ready while a driver it needs is not. */
  private Saying drivers(Saying stack, List<Finding> findings) {
    var waiting = new ArrayList<String>();
    Saying first = null;
    for (var driver : drivers.values()) {
      var said = Saying.of(driver.getStatus(), isUnconfirmed(driver));
      if (!Boolean.FALSE.equals(said.ready) || said.ignored) {
        continue;
      }
      first = first == null ? said : first;
      waiting.add(driver.getMetadata().getName());
      findings.add(
          new Finding(
              Kind.DriverNotReady,
              "nvidiadriver/" + driver.getMetadata().getName(),
              "it " + said.message));
    }
    if (first == null || !Boolean.TRUE.equals(stack.ready)) {
      return stack;
    }
    return new Saying(
        false,
        first.reason.equals("ConflictingNodeSelector") ? first.reason : "DriverNotReady",
        "says it is ready, but NVIDIADriver %s is not"
            .formatted(waiting.stream().limit(5).collect(Collectors.joining(", "))),
        false);
  }

  private boolean isUnconfirmed(CustomResource<?, OperatorStatus> object) {
    var generation = object.getMetadata().getGeneration();
    var observed =
        object.getStatus() == null
            ? null
            : object.getStatus().ready().map(Condition::observedGeneration).orElse(null);
    return observed != null && observed > 0 && generation != null
        ? observed < generation
        : unconfirmed.contains(object.getKind() + "/" + object.getMetadata().getName());
  }

  /** What one object says of itself. */
  private record Saying(@Nullable Boolean ready, String reason, String message, boolean ignored) {

    static Saying of(@Nullable OperatorStatus status, boolean unconfirmed) {
      if (status == null || status.state() == null || status.state().isEmpty()) {
        return new Saying(null, "NothingSaid", "has no status yet", false);
      }
      var condition = status.ready().orElse(null);
      var reason = condition == null ? "" : Objects.requireNonNullElse(condition.reason(), "");
      var why =
          condition == null || condition.message() == null || condition.message().isEmpty()
              ? ""
              : ": " + condition.message();
      if (!status.state().equals("ready") || (condition != null && !isTrue(condition))) {
        return new Saying(
            false,
            named(reason, "NotReady"),
            "is " + status.state() + (reason.isEmpty() ? "" : " (" + reason + ")") + why,
            status.state().equals("ignored") || status.state().equals("disabled"));
      }
      if (READY_FOR_NOTHING.contains(reason)) {
        return new Saying(false, reason, "is ready without GPUs (" + reason + ")" + why, false);
      }
      return unconfirmed
          ? new Saying(true, "NotConfirmed", "is ready, but said so before its spec changed", false)
          : new Saying(true, "Ready", "is ready", false);
    }

    private static boolean isTrue(Condition condition) {
      return "True".equals(condition.status());
    }

    /** A reason of a condition of ours must be one. */
    private static String named(String reason, String otherwise) {
      return reason.matches("[A-Za-z][A-Za-z0-9]{0,62}") ? reason : otherwise;
    }
  }
}
