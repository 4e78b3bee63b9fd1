package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * What workloads have been promised, by what one replica takes: the mix that is expected to go on
 * coming. A node's free GPUs are lost to those of the mix that find no room on it, which is FGD's
 * measure of fragmentation (Weng et al., "Beware of Fragmentation", ATC'23) for whole GPUs.
 */
final class Demand {
  private int[] units = new int[16];
  private long[] cpu = new long[16];
  private long[] memory = new long[16];
  private long[] replicas = new long[16];
  private int kinds;
  private long total;

  /** So many replicas more, or fewer when negative. */
  void add(int ofUnits, long ofCpu, long ofMemory, long more) {
    int k = 0;
    while (k < kinds && (units[k] != ofUnits || cpu[k] != ofCpu || memory[k] != ofMemory)) {
      k++;
    }
    if (k == kinds) {
      if (kinds == units.length) {
        grow();
      }
      units[k] = ofUnits;
      cpu[k] = ofCpu;
      memory[k] = ofMemory;
      replicas[k] = 0;
      kinds++;
    }
    replicas[k] += more;
    total += more;
    if (replicas[k] == 0) {
      kinds--;
      units[k] = units[kinds];
      cpu[k] = cpu[kinds];
      memory[k] = memory[kinds];
      replicas[k] = replicas[kinds];
    }
  }

  private void grow() {
    units = Arrays.copyOf(units, 2 * kinds);
    cpu = Arrays.copyOf(cpu, 2 * kinds);
    memory = Arrays.copyOf(memory, 2 * kinds);
    replicas = Arrays.copyOf(replicas, 2 * kinds);
  }

  /** Replicas of the mix × GPUs that they could not use, with so much free on a node. */
  long lost(long gpusFree, long cpuFree, long memoryFree) {
    long without = 0;
    for (int k = 0; k < kinds; k++) {
      boolean room = units[k] <= gpusFree & cpu[k] <= cpuFree & memory[k] <= memoryFree;
      without += room ? 0 : replicas[k];
    }
    return without * Math.max(0, gpusFree);
  }

  long total() {
    return total;
  }
}
