package dev.centralita.inventory;

import dev.centralita.placement.NodeFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as understood.
 *
 * @param productLabel value of {@code nvidia.com/gpu.product}, for node affinity; null without GPUs
 *     or label
 * @param gpuProfile the MIG profile that one {@code nvidia.com/gpu} is on this node; empty if it is
 *     a whole GPU or a time slice
 * @param asking how its GPUs are asked for
 */
record NodeReading(
    NodeFacts facts,
    @Nullable String productLabel,
    String gpuProfile,
    Asking asking,
    List<Finding> findings) {

  /** How a pod asks for GPUs of a node. */
  enum Asking {
    /** Resources of a container, which the device plugin advertises. */
    Resources,
    /** ResourceClaims, for devices of the DRA driver. */
    Claims,
    /** Either: the same GPUs are offered twice. */
    Both
  }

  NodeReading {
    findings = List.copyOf(findings);
  }
}
