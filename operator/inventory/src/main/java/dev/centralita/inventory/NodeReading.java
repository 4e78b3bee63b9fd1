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
 */
record NodeReading(
    NodeFacts facts, @Nullable String productLabel, String gpuProfile, List<Finding> findings) {
  NodeReading {
    findings = List.copyOf(findings);
  }
}
