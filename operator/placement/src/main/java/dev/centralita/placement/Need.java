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
 * @param shared time-sliced GPUs will do
 */
public record Need(
    int gpus,
    Set<String> products,
    String family,
    int minMemoryGiB,
    String migProfile,
    boolean shared,
    long cpuMillis,
    long memoryBytes) {

  public Need {
    products = Set.copyOf(products);
  }

  /** Any {@code gpus} whole GPUs of one node, nothing else counted. */
  public static Need gpus(int gpus) {
    return new Need(gpus, Set.of(), "", 0, "", false, 0, 0);
  }
}
