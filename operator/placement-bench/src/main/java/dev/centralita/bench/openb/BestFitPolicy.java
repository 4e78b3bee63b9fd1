package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Node;
import dev.centralita.bench.openb.OpenbLists.Shape;
import java.util.SplittableRandom;

/**
 * The node that would keep least: half free cores, half free GPUs, each over the largest node.
 *
 * <p>Scores are whole numbers of 0–100 as in the published runs, so many nodes tie.
 */
public final class BestFitPolicy implements ArrivalPolicy {
  private final OpenbLists lists;
  private final int[] order;
  private final double mostCpu;
  private final double mostMilli;

  public BestFitPolicy(OpenbLists lists, GpuCluster cluster, long seed) {
    this.lists = lists;
    this.order = NodeOrder.shuffled(cluster.nodes(), new SplittableRandom(seed));
    this.mostCpu = lists.nodes().stream().mapToInt(Node::cpuMilli).max().orElse(1);
    this.mostMilli = lists.nodes().stream().mapToInt(n -> n.gpus() * 1000).max().orElse(1);
  }

  @Override
  public String name() {
    return "best-fit";
  }

  @Override
  public int choose(GpuCluster cluster, int shape) {
    Shape asked = lists.shapes().get(shape);
    int best = -1;
    int bestScore = -1;
    for (int n : order) {
      if (cluster.fits(n, asked)) {
        int score = score(cluster, n, asked);
        if (score > bestScore) {
          bestScore = score;
          best = n;
        }
      }
    }
    if (best < 0) {
      return -1;
    }
    int gpu = asked.shared() ? NodeOrder.tightestGpu(cluster, best, asked.gpuMilli()) : 0;
    return best * GpuCluster.WIDTH + gpu;
  }

  int score(GpuCluster cluster, int node, Shape asked) {
    double cpu = (cluster.cpuFree[node] - asked.cpuMilli()) / mostCpu;
    double gpu = (cluster.milliFree(node) - asked.totalMilli()) / mostMilli;
    return (int) ((1 - (cpu + gpu) / 2) * 100);
  }
}
