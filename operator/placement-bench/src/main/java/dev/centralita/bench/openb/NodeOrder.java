package dev.centralita.bench.openb;

import java.util.SplittableRandom;

/** A seeded order of nodes: equal scores go to the first. */
final class NodeOrder {
  private NodeOrder() {}

  static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The fitting GPU with least free, for a shared pod; 0 for whole GPUs. */
  static int tightestGpu(GpuCluster cluster, int node, int milli) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int g = 0; g < cluster.gpus[node]; g++) {
      int free = cluster.gpuFree[node * GpuCluster.WIDTH + g];
      if (free >= milli && free < least) {
        least = free;
        best = g;
      }
    }
    return best;
  }
}
