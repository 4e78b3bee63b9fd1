package dev.centralita.placement;

import java.util.List;

/**
 * Replicas at one site.
 *
 * @param nodes one advised node per replica; empty string where the node is gone or not known
 * @param rttMicros population-weighted mean RTT
 * @param watts of these replicas' GPUs, before PUE
 */
public record Assignment(String site, int replicas, List<String> nodes, int rttMicros, long watts) {

  public Assignment {
    nodes = List.copyOf(nodes);
    if (nodes.size() != replicas) {
      throw new IllegalArgumentException(
          "assignment at %s: %d nodes for %d replicas; give one per replica"
              .formatted(site, nodes.size(), replicas));
    }
  }
}
