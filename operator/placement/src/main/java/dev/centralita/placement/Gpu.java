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
 * @param computeSlices of a whole GPU under MIG, which its watts are shared out by
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
    List<MigSlots> mig,
    int computeSlices) {

  /** Compute slices of most GPUs that can be partitioned. */
  public static final int MOST_SLICES = 7;

  public Gpu {
    if (computeSlices < 1) {
      throw new IllegalArgumentException(
          "product %s: computeSlices %d (≥ 1)".formatted(product, computeSlices));
    }
    mig = List.copyOf(mig);
  }

  /** The same model, so many of it, partitioned or shared so. */
  public Gpu with(int count, boolean shared, List<MigSlots> mig) {
    return new Gpu(
        product,
        family,
        memoryGiB,
        computeMajor,
        computeMinor,
        wattsEach,
        count,
        shared,
        mig,
        computeSlices);
  }

  /** CUDA compute capability in tenths, 89 for 8.9; 0 unknown. */
  public int compute() {
    return computeMajor * 10 + computeMinor;
  }

  /** Whether the model is one that a need accepts, whatever there is of it. */
  public boolean isKindFor(Need need) {
    return (need.products().isEmpty() || need.products().contains(product))
        && (need.family().isEmpty() || need.family().equals(family))
        && memoryGiB >= need.minMemoryGiB()
        && compute() >= need.minCompute()
        // What is shared of a partition has a profile of its own.
        && (!need.migProfile().isEmpty() || shared == need.shared());
  }

  /** GPUs that come in sevenths. */
  public Gpu(
      String product,
      String family,
      int memoryGiB,
      int computeMajor,
      int computeMinor,
      int wattsEach,
      int count,
      boolean shared,
      List<MigSlots> mig) {
    this(
        product,
        family,
        memoryGiB,
        computeMajor,
        computeMinor,
        wattsEach,
        count,
        shared,
        mig,
        MOST_SLICES);
  }
}
