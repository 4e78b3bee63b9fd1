package dev.centralita.placement;

/**
 * What one replica takes of a node.
 *
 * @param units whole GPUs, or partitions of {@code profile}
 * @param profile −1 for whole GPUs
 */
record Load(int units, int profile, long cpu, long memory) {}
