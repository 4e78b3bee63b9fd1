package dev.centralita.inventory;

import dev.centralita.placement.NodeFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as understood.
 *
 * @param productLabel value of {@code nvidia.com/gpu.product}, for node affinity, or where GPUs are
 *     claimed the name that devices give; null without GPUs or name
 * @param asking how its GPUs are asked for
 */
record NodeReading(
    NodeFacts facts, @Nullable String productLabel, Asking asking, List<Finding> findings) {

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
