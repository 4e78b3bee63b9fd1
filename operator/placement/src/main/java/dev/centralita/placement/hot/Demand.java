package dev.centralita.placement.hot;

import java.util.Arrays;

/**
 * What workloads have been promised, by what one replica takes: the mix that is expected to go on
 * coming. A node's free GPUs are lost to those of the mix that find no room on it, which is FGD's
 * measure of fragmentation (Weng et al., "Beware of Fragmentation", ATC'23) for whole GPUs.
 */
final class Demand {
  /** By what they take, the fewest units first. */
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
      k = open(ofUnits);
      units[k] = ofUnits;
      cpu[k] = ofCpu;
      memory[k] = ofMemory;
      replicas[k] = 0;
    }
    replicas[k] += more;
    total += more;
    if (replicas[k] == 0) {
      move(k + 1, k, --kinds - k);
    }
  }

  /** A place among those that take as many units. */
  private int open(int ofUnits) {
    if (kinds == units.length) {
      grow();
    }
    int k = kinds;
    while (k > 0 && units[k - 1] > ofUnits) {
      k--;
    }
    move(k, k + 1, kinds++ - k);
    return k;
  }

  private void move(int from, int to, int count) {
    System.arraycopy(units, from, units, to, count);
    System.arraycopy(cpu, from, cpu, to, count);
    System.arraycopy(memory, from, memory, to, count);
    System.arraycopy(replicas, from, replicas, to, count);
  }

  private void grow() {
    units = Arrays.copyOf(units, 2 * kinds);
    cpu = Arrays.copyOf(cpu, 2 * kinds);
    memory = Arrays.copyOf(memory, 2 * kinds);
    replicas = Arrays.copyOf(replicas, 2 * kinds);
  }

  /** Replicas of the mix × GPUs that they could not use, with so much free on a node. */
  long lost(long gpusFree, long cpuFree, long memoryFree) {
    long with = 0;
    for (int k = 0; k < kinds && units[k] <= gpusFree; k++) {
      with += cpu[k] <= cpuFree & memory[k] <= memoryFree ? replicas[k] : 0;
    }
    return (total - with) * Math.max(0, gpusFree);
  }

  /** What is lost more once so much of that is taken; both looked at in one go. */
  long added(long gpusFree, long cpuFree, long memoryFree, int ofUnits, long ofCpu, long ofMemory) {
    long gpusLeft = gpusFree - ofUnits;
    long cpuLeft = cpuFree - ofCpu;
    long memoryLeft = memoryFree - ofMemory;
    long before = 0;
    long after = 0;
    for (int k = 0; k < kinds && units[k] <= gpusFree; k++) {
      boolean fit = cpu[k] <= cpuFree & memory[k] <= memoryFree;
      boolean fits = units[k] <= gpusLeft & cpu[k] <= cpuLeft & memory[k] <= memoryLeft;
      before += fit ? replicas[k] : 0;
      after += fits ? replicas[k] : 0;
    }
    return (total - after) * Math.max(0, gpusLeft) - (total - before) * Math.max(0, gpusFree);
  }

  long total() {
    return total;
  }
}
