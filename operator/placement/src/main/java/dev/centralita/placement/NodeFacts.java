package dev.centralita.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node can allocate.
 *
 * @param schedulable false when cordoned or not ready
 * @param taints NoSchedule and NoExecute only
 * @param gpu null for a node without GPUs
 * @param pods how many pods it takes
 */
public record NodeFacts(
    String name,
    boolean schedulable,
    List<Taint> taints,
    @Nullable Gpu gpu,
    long cpuMillis,
    long memoryBytes,
    int pods) {

  public NodeFacts {
    taints = List.copyOf(taints);
  }

  /** The same node with other GPUs, or the same partitioned another way. */
  public NodeFacts withGpu(Gpu other) {
    return new NodeFacts(name, schedulable, taints, other, cpuMillis, memoryBytes, pods);
  }
}
