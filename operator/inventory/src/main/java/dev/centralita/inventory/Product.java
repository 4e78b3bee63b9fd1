package dev.centralita.inventory;

/**
 * A GPU model as it is known without asking a node.
 *
 * @param name the canonical name: the value of the label {@code nvidia.com/gpu.product} without the
 *     suffixes of partitioning and sharing, for example {@code NVIDIA-H100-80GB-HBM3}
 * @param family as gpu-feature-discovery names architectures, for example {@code ada-lovelace}
 * @param memoryGiB nominal size, what the model is sold as
 * @param computeMajor CUDA compute capability before the point
 * @param computeMinor CUDA compute capability after the point
 * @param watts maximum board power (TDP) of one GPU
 * @param computeSlices of a whole GPU under MIG; 0 if it cannot be partitioned
 */
public record Product(
    String name,
    String family,
    int memoryGiB,
    int computeMajor,
    int computeMinor,
    int watts,
    int computeSlices) {}
