package dev.centralita.inventory;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a site says of its GPUs besides its nodes and pods: its stack, its devices, its claims. */
final class SiteGpus {
  private final StackObjects stack = new StackObjects();
  private final DevicePools pools = new DevicePools();
  private final DeviceClaims claims = new DeviceClaims();

  /** Returns the nodes whose GPUs may be others now. */
  Set<String> changed(HasMetadata object) {
    return switch (object) {
      case ResourceSlice slice -> pools.changed(slice);
      case ResourceClaim claim -> nodesOf(claims.changed(claim));
      default -> {
        stack.changed(object);
        yield Set.of();
      }
    };
  }

  Set<String> gone(HasMetadata object) {
    return switch (object) {
      case ResourceSlice slice -> pools.gone(slice.getMetadata().getName());
      case ResourceClaim claim -> nodesOf(claims.gone(claim.getMetadata().getUid()));
      default -> {
        stack.gone(object);
        yield Set.of();
      }
    };
  }

  /** The nodes of what claims reserve for a pod. */
  Set<String> nodesOf(String pod) {
    return nodesOf(claims.devicesOf(pod));
  }

  private Set<String> nodesOf(Set<GpuDevice.Key> devices) {
    var nodes = new HashSet<String>();
    for (var device : devices) {
      @Nullable String node = pools.nodeOf(device);
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /**
   * The GPUs of a node that are given out by claims.
   *
   * @param bound UIDs of the pods bound to it
   */
  ClaimedGpus at(String node, Set<String> bound) {
    var devices = pools.devicesOf(node);
    return devices.isEmpty() ? ClaimedGpus.NONE : ClaimedGpus.of(devices, claims, bound);
  }

  /**
   * The stack in force.
   *
   * @param gpuNodes whether any node has GPUs or labels about them
   */
  GpuStack stack(boolean gpuNodes) {
    return stack.detect(!pools.isEmpty(), gpuNodes);
  }

  /** What is odd about the devices. */
  List<Finding> findings() {
    return pools.findings();
  }

  /** Whether an object can be told apart. */
  static boolean isNamed(HasMetadata object) {
    return object.getMetadata() != null
        && object.getMetadata().getName() != null
        && Objects.requireNonNullElse(object.getMetadata().getUid(), "").length() > 0;
  }
}
