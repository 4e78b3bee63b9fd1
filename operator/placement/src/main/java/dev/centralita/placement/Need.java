package dev.centralita.placement;

import java.util.Set;

/**
 * What one replica needs on one node. Begun with {@link #gpus}, changed through {@link #edit}.
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

  /** Any {@code gpus} whole GPUs of one node, nothing else counted. */
  public static Need gpus(int gpus) {
    return new Need(gpus, Set.of(), "", 0, "", false, 0, 0, 0);
  }

  /** A copy, of which some fields are to be changed. */
  public Edit edit() {
    return new Edit(this);
  }

  /** The only place where a need is copied: what is not changed here is kept. */
  public static final class Edit {
    private int gpus;
    private Set<String> products;
    private String family;
    private int minMemoryGiB;
    private String migProfile;
    private boolean shared;
    private long cpuMillis;
    private long memoryBytes;
    private int minCompute;

    private Edit(Need from) {
      gpus = from.gpus;
      products = from.products;
      family = from.family;
      minMemoryGiB = from.minMemoryGiB;
      migProfile = from.migProfile;
      shared = from.shared;
      cpuMillis = from.cpuMillis;
      memoryBytes = from.memoryBytes;
      minCompute = from.minCompute;
    }

    public Need done() {
      return new Need(
          gpus,
          products,
          family,
          minMemoryGiB,
          migProfile,
          shared,
          cpuMillis,
          memoryBytes,
          minCompute);
    }

    public Edit gpus(int to) {
      gpus = to;
      return this;
    }

    public Edit products(Set<String> to) {
      products = to;
      return this;
    }

    public Edit family(String to) {
      family = to;
      return this;
    }

    public Edit minMemoryGiB(int to) {
      minMemoryGiB = to;
      return this;
    }

    public Edit migProfile(String to) {
      migProfile = to;
      return this;
    }

    public Edit shared(boolean to) {
      shared = to;
      return this;
    }

    public Edit cpuMillis(long to) {
      cpuMillis = to;
      return this;
    }

    public Edit memoryBytes(long to) {
      memoryBytes = to;
      return this;
    }

    public Edit minCompute(int to) {
      minCompute = to;
      return this;
    }
  }
}
