package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fragmentation gradient descent: the node (and GPU) where the pod adds least fragmentation.
 *
 * <p>The gradient becomes a whole score of 0–100 through a sigmoid, as in the published runs. The
 * rounding matters: ties go to the first node of the order, which packs; compared unrounded the
 * same gradient allocates 2–6 points less.
 */
public final class FgdPolicy implements ArrivalPolicy {
  private final OpenbLists lists;
  private final Fragmentation fragmentation;
  private final int[] order;
  private final int[] trial = new int[GpuCluster.WIDTH];

  /** Scores by node × shapes + shape, good while the stamp equals the node's version. */
  private final int[] score;

  private final byte[] gpu;
  private final int[] stamp;

  public FgdPolicy(OpenbLists lists, GpuCluster cluster, long seed) {
    this.lists = lists;
    this.fragmentation = new Fragmentation(lists);
    this.order = NodeOrder.shuffled(cluster.nodes(), new SplittableRandom(seed));
    int cells = cluster.nodes() * lists.shapes().size();
    this.score = new int[cells];
    this.gpu = new byte[cells];
    this.stamp = new int[cells];
    Arrays.fill(stamp, -1);
  }

  @Override
  public String name() {
    return "FGD";
  }

  @Override
  public int choose(GpuCluster cluster, int shape) {
    int best = -1;
    int bestScore = -1;
    int shapes = lists.shapes().size();
    for (int n : order) {
      int cell = n * shapes + shape;
      if (stamp[cell] != cluster.version[n]) {
        stamp[cell] = cluster.version[n];
        rate(cluster, n, lists.shapes().get(shape), cell);
      }
      if (score[cell] > bestScore) {
        bestScore = score[cell];
        best = n;
      }
    }
    return best < 0 ? -1 : best * GpuCluster.WIDTH + gpu[best * shapes + shape];
  }

  private void rate(GpuCluster cluster, int node, Shape asked, int cell) {
    score[cell] = -1;
    if (!cluster.fits(node, asked)) {
      return;
    }
    double before =
        fragmentation.of(
            cluster.cpuFree[node],
            cluster.gpuFree,
            node * GpuCluster.WIDTH,
            cluster.gpus[node],
            cluster.model[node]);
    if (!asked.shared()) {
      score[cell] = gain(before, after(cluster, node, asked, 0));
      return;
    }
    for (int g = 0; g < cluster.gpus[node]; g++) {
      if (cluster.gpuFree[node * GpuCluster.WIDTH + g] >= asked.gpuMilli()) {
        int gain = gain(before, after(cluster, node, asked, g));
        if (gain > score[cell]) {
          score[cell] = gain;
          gpu[cell] = (byte) g;
        }
      }
    }
  }

  private double after(GpuCluster cluster, int node, Shape asked, int chosen) {
    int count = cluster.gpus[node];
    System.arraycopy(cluster.gpuFree, node * GpuCluster.WIDTH, trial, 0, count);
    if (asked.shared()) {
      trial[chosen] -= asked.gpuMilli();
    }
    int open = asked.shared() ? 0 : asked.gpus();
    for (int g = 0; open > 0; g++) {
      if (trial[g] == 1000) {
        trial[g] = 0;
        open--;
      }
    }
    return fragmentation.of(
        cluster.cpuFree[node] - asked.cpuMilli(), trial, 0, count, cluster.model[node]);
  }

  static int gain(double before, double after) {
    return (int) (100 / (1 + Math.exp((after - before) / 1000)));
  }
}
