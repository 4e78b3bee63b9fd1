package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Shape;
import java.util.SplittableRandom;

/** Any node that fits, any of its GPUs that fits. */
public final class RandomPolicy implements ArrivalPolicy {
  private final OpenbLists lists;
  private final SplittableRandom random;

  public RandomPolicy(OpenbLists lists, GpuCluster cluster, long seed) {
    this.lists = lists;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public int choose(GpuCluster cluster, int shape) {
    Shape asked = lists.shapes().get(shape);
    int chosen = -1;
    int seen = 0;
    for (int n = 0; n < cluster.nodes(); n++) {
      if (cluster.fits(n, asked) && random.nextInt(++seen) == 0) {
        chosen = n;
      }
    }
    if (chosen < 0) {
      return -1;
    }
    return chosen * GpuCluster.WIDTH + (asked.shared() ? anyGpu(cluster, chosen, asked) : 0);
  }

  private int anyGpu(GpuCluster cluster, int node, Shape asked) {
    int chosen = 0;
    int seen = 0;
    for (int g = 0; g < cluster.gpus[node]; g++) {
      boolean fits = cluster.gpuFree[node * GpuCluster.WIDTH + g] >= asked.gpuMilli();
      if (fits && random.nextInt(++seen) == 0) {
        chosen = g;
      }
    }
    return chosen;
  }
}
