package dev.centralita.placement;

import java.util.List;

/**
 * The GPUs of one node; a node has one product.
 *
 * @param product as the node's label says, for example {@code NVIDIA-L4}
 * @param family for example {@code ada-lovelace}; empty when unknown
 * @param memoryGiB nominal size of one GPU
 * @param wattsEach draw of one busy GPU; −1 unknown, and then nothing is placed on it
 * @param count whole GPUs allocatable
 * @param shared the count is of time slices, for requests that accept sharing only
 * @param mig slices allocatable when the node is partitioned beforehand
 */
public record Gpu(
    String product,
    String family,
    int memoryGiB,
    int computeMajor,
    int computeMinor,
    int wattsEach,
    int count,
    boolean shared,
    List<MigSlots> mig) {

  public Gpu {
    mig = List.copyOf(mig);
  }
}
