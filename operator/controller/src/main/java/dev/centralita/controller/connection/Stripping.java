package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts objects down before they are kept: a hub holds every node and pod of every site in memory.
 * By allow-list, so what a site invents costs nothing.
 *
 * <ul>
 *   <li>all: no managed fields, no {@code last-applied-configuration}
 *   <li>node: labels and annotations, taints, unschedulable, allocatable, capacity, conditions,
 *       node info
 *   <li>pod: labels, node name and selector, what containers, overhead, the pod and claims hold,
 *       scheduling gates, priority, phase, reason, conditions and why containers wait; no
 *       environment, volumes, addresses or other container states
 *   <li>deployment and job: whole apart from the metadata
 *   <li>resource slice and claim: devices of the GPU driver, and who holds them
 *   <li>device class: its name
 * </ul>
 */
final class Stripping {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String OUR_ANNOTATIONS = "centralita.dev/";

  private Stripping() {}

  @SuppressWarnings("unchecked")
  static <T extends HasMetadata> T strip(T object) {
    return switch (object) {
      case Node node -> (T) node(node);
      case Pod pod -> (T) pod(pod);
      case Deployment deployment -> {
        deployment.setMetadata(metadata(deployment.getMetadata(), true));
        yield (T) deployment;
      }
      case Job job -> {
        job.setMetadata(metadata(job.getMetadata(), true));
        yield (T) job;
      }
      case ResourceSlice slice ->
          (T) DeviceStripping.slice(slice, metadata(slice.getMetadata(), false));
      case ResourceClaim claim ->
          (T) DeviceStripping.claim(claim, metadata(claim.getMetadata(), false));
      case DeviceClass deviceClass -> {
        var kept = new DeviceClass();
        kept.setMetadata(metadata(deviceClass.getMetadata(), false));
        yield (T) kept;
      }
      case RuntimeClass runtimeClass -> {
        runtimeClass.setMetadata(metadata(runtimeClass.getMetadata(), false));
        yield (T) runtimeClass;
      }
      default -> {
        // The GPU Operator's: their classes hold only what is read.
        object.setMetadata(metadata(object.getMetadata(), false));
        yield object;
      }
    };
  }

  private static Node node(Node node) {
    var kept = new Node();
    kept.setMetadata(metadata(node.getMetadata(), true));
    var spec = node.getSpec();
    if (spec != null) {
      kept.setSpec(
          new NodeSpecBuilder()
              .withTaints(spec.getTaints())
              .withUnschedulable(spec.getUnschedulable())
              .withProviderID(spec.getProviderID())
              .build());
    }
    var status = node.getStatus();
    if (status != null) {
      kept.setStatus(
          new NodeStatusBuilder()
              .withAllocatable(status.getAllocatable())
              .withCapacity(status.getCapacity())
              .withConditions(status.getConditions())
              .withNodeInfo(status.getNodeInfo())
              .build());
    }
    return kept;
  }

  private static Pod pod(Pod pod) {
    var kept = new Pod();
    kept.setMetadata(metadata(pod.getMetadata(), false));
    if (pod.getSpec() != null) {
      kept.setSpec(podSpec(pod.getSpec()));
    }
    if (pod.getStatus() != null) {
      kept.setStatus(podStatus(pod.getStatus()));
    }
    return kept;
  }

  private static PodSpec podSpec(PodSpec spec) {
    return new PodSpecBuilder()
        .withNodeName(spec.getNodeName())
        .withNodeSelector(spec.getNodeSelector())
        .withSchedulingGates(spec.getSchedulingGates())
        .withPriority(spec.getPriority())
        .withPriorityClassName(spec.getPriorityClassName())
        .withOverhead(spec.getOverhead())
        .withResources(spec.getResources())
        .withResourceClaims(spec.getResourceClaims())
        .withContainers(containers(spec.getContainers()))
        .withInitContainers(containers(spec.getInitContainers()))
        .build();
  }

  private static List<Container> containers(@Nullable List<Container> containers) {
    if (containers == null) {
      return List.of();
    }
    return containers.stream()
        .map(container ->
            new ContainerBuilder()
                .withName(container.getName())
                .withResources(container.getResources())
                .withRestartPolicy(container.getRestartPolicy())
                .build())
        .toList();
  }

  private static PodStatus podStatus(PodStatus status) {
    return new PodStatusBuilder()
        .withPhase(status.getPhase())
        .withReason(status.getReason())
        .withMessage(status.getMessage())
        .withConditions(status.getConditions())
        .withStartTime(status.getStartTime())
        .withContainerStatuses(waiting(status.getContainerStatuses()))
        .withInitContainerStatuses(waiting(status.getInitContainerStatuses()))
        .withResourceClaimStatuses(status.getResourceClaimStatuses())
        .build();
  }

  private static List<ContainerStatus> waiting(@Nullable List<ContainerStatus> statuses) {
    if (statuses == null) {
      return List.of();
    }
    return statuses.stream()
        .filter(c -> c.getState() != null && c.getState().getWaiting() != null)
        .map(c ->
            new ContainerStatusBuilder()
                .withName(c.getName())
                .withNewState()
                .withNewWaiting()
                .withReason(c.getState().getWaiting().getReason())
                .withMessage(c.getState().getWaiting().getMessage())
                .endWaiting()
                .endState()
                .build())
        .toList();
  }

  private static @Nullable ObjectMeta metadata(@Nullable ObjectMeta full, boolean annotations) {
    if (full == null) {
      return null;
    }
    return new ObjectMetaBuilder()
        .withName(full.getName())
        .withNamespace(full.getNamespace())
        .withUid(full.getUid())
        .withResourceVersion(full.getResourceVersion())
        .withGeneration(full.getGeneration())
        .withCreationTimestamp(full.getCreationTimestamp())
        .withDeletionTimestamp(full.getDeletionTimestamp())
        .withLabels(full.getLabels())
        .withOwnerReferences(full.getOwnerReferences())
        .withAnnotations(annotations(full.getAnnotations(), annotations))
        .build();
  }

  private static @Nullable Map<String, String> annotations(
      @Nullable Map<String, String> full, boolean foreign) {
    if (full == null) {
      return null;
    }
    var kept = new LinkedHashMap<String, String>();
    full.forEach((key, value) -> {
      if (foreign ? !key.equals(LAST_APPLIED) : key.startsWith(OUR_ANNOTATIONS)) {
        kept.put(key, value);
      }
    });
    return kept;
  }
}
