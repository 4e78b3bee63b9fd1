package dev.centralita.placement.pack;

import java.util.Arrays;

/**
 * How much of a node's free GPU a pod drawn from the mix could use, on average: FGD's fragmentation
 * (Weng et al., "Beware of Fragmentation", ATC'23) seen from the other side.
 *
 * <p>Shapes that differ in cores only are one class: the share of a class that finds enough cores
 * is looked up, so a node costs classes × GPUs and not shapes × GPUs.
 */
final class Usable {
  /** Shares are in parts of this. */
  static final int WHOLE = 1 << 20;

  private final int[] thresholds;
  private final int[] milli;
  private final int[] gpus;
  private final long[] models;

  /** Share of the mix in a class that asks at most the threshold of that index less one. */
  private final int[][] share;

  private int classes;

  /** Shapes by index, and how often each comes. */
  Usable(int[][] shapes, long[] models, long[] frequency) {
    int count = frequency.length;
    this.thresholds = Arrays.stream(shapes[NodePacker.CPU]).sorted().distinct().toArray();
    this.milli = new int[count];
    this.gpus = new int[count];
    this.models = new long[count];
    this.share = new int[count][thresholds.length + 1];
    double total = Math.max(1, Arrays.stream(frequency).sum());
    for (int s = 0; s < count; s++) {
      if (shapes[NodePacker.GPUS][s] > 0 && frequency[s] > 0) {
        int c = classOf(shapes[NodePacker.MILLI][s], shapes[NodePacker.GPUS][s], models[s]);
        int from = enough(shapes[NodePacker.CPU][s]);
        for (int t = from; t <= thresholds.length; t++) {
          share[c][t] += (int) Math.round(WHOLE * (frequency[s] / total));
        }
      }
    }
  }

  private int classOf(int askedMilli, int askedGpus, long askedModels) {
    for (int c = 0; c < classes; c++) {
      if (milli[c] == askedMilli && gpus[c] == askedGpus && models[c] == askedModels) {
        return c;
      }
    }
    milli[classes] = askedMilli;
    gpus[classes] = askedGpus;
    models[classes] = askedModels;
    return classes++;
  }

  /** How many thresholds so many cores meet. */
  int enough(int cpuFree) {
    int at = Arrays.binarySearch(thresholds, cpuFree);
    return at >= 0 ? at + 1 : -at - 1;
  }

  int classes() {
    return classes;
  }

  /** For each class, how many of the GPUs offer enough and how much they have free together. */
  void count(int[] gpuFree, int from, int to, int[] offering, int[] free, int at) {
    for (int c = 0; c < classes; c++) {
      int many = 0;
      int sum = 0;
      for (int g = from; g < to; g++) {
        boolean enough = gpuFree[g] >= milli[c];
        many += enough ? 1 : 0;
        sum += enough ? gpuFree[g] : 0;
      }
      offering[at + c] = many;
      free[at + c] = sum;
    }
  }

  /**
   * Expected usable thousandths × {@link #WHOLE} of a node with those counts, after {@code many} of
   * its GPUs go from {@code before} to {@code after} thousandths free.
   *
   * @param enough as {@link #enough} says for the cores that are free
   */
  long of(
      int enough, int model, int[] offering, int[] free, int at, int many, int before, int after) {
    long sum = 0;
    for (int c = 0; c < classes; c++) {
      int part = share[c][enough];
      if (part != 0 && (models[c] >>> model & 1) != 0) {
        boolean had = before >= milli[c];
        boolean has = after >= milli[c];
        int offers = offering[at + c] + (has ? many : 0) - (had ? many : 0);
        int room = free[at + c] + (has ? many * after : 0) - (had ? many * before : 0);
        sum += offers >= gpus[c] ? (long) part * room : 0;
      }
    }
    return sum;
  }
}
