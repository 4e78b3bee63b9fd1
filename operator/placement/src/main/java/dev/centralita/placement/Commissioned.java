package dev.centralita.placement;

/**
 * When the GPUs of one product at a site went into service, and what they are.
 *
 * @param family empty when unknown
 * @param memoryGiB nominal size of one GPU; 0 when unknown
 * @param compute CUDA compute capability in tenths; 0 when unknown
 * @param epochDay days since 1970-01-01
 */
public record Commissioned(
    String product, String family, int memoryGiB, int compute, int epochDay) {

  /** Whether a need accepts the model, as far as the register knows it. */
  boolean isKindFor(Need need) {
    return (need.products().isEmpty() || need.products().contains(product))
        && (need.family().isEmpty() || need.family().equals(family))
        && memoryGiB >= need.minMemoryGiB()
        && compute >= need.minCompute();
  }
}
