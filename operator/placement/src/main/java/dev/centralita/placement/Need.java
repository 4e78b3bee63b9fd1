package dev.centralita.placement;

import java.util.Set;

/**
 * What one replica needs on one node.
 *
 * @param gpus whole GPUs, or slices when {@code migProfile} is set; 0 asks for none
 * @param products acceptable GPU products; empty accepts any
 * @param family empty accepts any
 * @param minMemoryGiB nominal memory of one GPU; 0 accepts any
 * @param migProfile for example {@code 1g.10gb}; empty asks for whole GPUs
 * @param shared time slices of GPUs that others use, too; false asks for what is nobody else's. A
 *     slice of a shared MIG partition is a {@code migProfile} of its own
 * @param minCompute CUDA compute capability in tenths, 89 for 8.9; 0 accepts any
 */
public record Need(
    int gpus,
    Set<String> products,
    String family,
    int minMemoryGiB,
    String migProfile,
    boolean shared,
    long cpuMillis,
    long memoryBytes,
    int minCompute) {

  public Need {
    products = Set.copyOf(products);
  }

  /** GPUs of any compute capability. */
  public Need(
      int gpus,
      Set<String> products,
      String family,
      int minMemoryGiB,
      String migProfile,
      boolean shared,
      long cpuMillis,
      long memoryBytes) {
    this(gpus, products, family, minMemoryGiB, migProfile, shared, cpuMillis, memoryBytes, 0);
  }

  /** Any {@code gpus} whole GPUs of one node, nothing else counted. */
  public static Need gpus(int gpus) {
    return new Need(gpus, Set.of(), "", 0, "", false, 0, 0);
  }
}
