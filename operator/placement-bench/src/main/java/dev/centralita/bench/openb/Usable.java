package dev.centralita.bench.openb;

import java.util.Arrays;

/**
 * How much of a node's free GPU a pod drawn from the mix could use, on average: FGD's fragmentation
 * (Weng et al., "Beware of Fragmentation", ATC'23) seen from the other side.
 *
 * <p>Shapes that differ in cores only are one class: the share of a class that finds enough cores
 * is looked up, so a node costs classes × GPUs and not shapes × GPUs. Classes are in the order of
 * what they ask of one GPU: one that loses room matters to those before, between and behind in
 * three different ways, each a plain loop.
 */
final class Usable {
  /** Shares are in parts of this. */
  static final int WHOLE = 1 << 20;

  private final int[] thresholds;
  private final int classes;
  private final int[] milli;
  private final int[] gpus;

  /** The class of each shape; −1 of one without GPUs. */
  final int[] classOf;

  /** By thousandths, how many classes ask at most that of one GPU. */
  private final int[] upTo = new int[LeftoverValue.GPU + 1];

  /** By model, cores (see {@link #enough}) and class, the share of the mix that would take it. */
  private final int[][][] share;

  // By node and class: GPUs that offer enough and what they have free together; that as a mask and
  // as an amount where they are as many as asked.
  private final int[] offering;
  private final int[] free;
  private final int[] whether;
  private final int[] takes;

  Usable(int[][] shapes, long[] models, long[] frequency, int nodes, int kinds) {
    int count = frequency.length;
    thresholds = Arrays.stream(shapes[NodePacker.CPU]).sorted().distinct().toArray();
    classOf = new int[count];
    int[] first = new int[count];
    classes = classify(shapes, models, first);
    milli = new int[classes];
    gpus = new int[classes];
    for (int c = 0; c < classes; c++) {
      milli[c] = shapes[NodePacker.MILLI][first[c]];
      gpus[c] = shapes[NodePacker.GPUS][first[c]];
      for (int m = milli[c]; m < upTo.length; m++) {
        upTo[m]++;
      }
    }
    share = new int[kinds][thresholds.length + 1][classes];
    double total = Math.max(1, Arrays.stream(frequency).sum());
    for (int s = 0; s < count; s++) {
      int part = (int) Math.round(WHOLE * (frequency[s] / total));
      for (int t = enough(shapes[NodePacker.CPU][s]); t <= thresholds.length; t++) {
        for (int kind = 0; kind < kinds && classOf[s] >= 0; kind++) {
          share[kind][t][classOf[s]] += (models[s] >>> kind & 1) == 0 ? 0 : part;
        }
      }
    }
    offering = new int[nodes * classes];
    free = new int[offering.length];
    whether = new int[offering.length];
    takes = new int[offering.length];
  }

  /** Sorts the shapes into classes; {@code first} gets a shape of each. */
  private int classify(int[][] shapes, long[] models, int[] first) {
    Integer[] order = new Integer[classOf.length];
    Arrays.setAll(order, s -> s);
    Arrays.sort(order, (a, b) -> Integer.compare(asks(shapes, a), asks(shapes, b)));
    int known = 0;
    for (int s : order) {
      int c = shapes[NodePacker.GPUS][s] == 0 ? -1 : 0;
      while (c >= 0 && c < known && !alike(shapes, models, first[c], s)) {
        c++;
      }
      if (c == known) {
        first[known++] = s;
      }
      classOf[s] = c;
    }
    return known;
  }

  private static int asks(int[][] shapes, int shape) {
    return shapes[NodePacker.MILLI][shape];
  }

  private static boolean alike(int[][] shapes, long[] models, int a, int b) {
    return asks(shapes, a) == asks(shapes, b)
        && shapes[NodePacker.GPUS][a] == shapes[NodePacker.GPUS][b]
        && models[a] == models[b];
  }

  /** How many thresholds so many cores meet. */
  int enough(int cpuFree) {
    int at = Arrays.binarySearch(thresholds, cpuFree);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** Counts the GPUs of a node anew. */
  void count(int node, int[] gpuFree, int from, int to) {
    for (int c = 0; c < classes; c++) {
      int many = 0;
      int sum = 0;
      for (int g = from; g < to; g++) {
        boolean enough = gpuFree[g] >= milli[c];
        many += enough ? 1 : 0;
        sum += enough ? gpuFree[g] : 0;
      }
      int at = node * classes + c;
      offering[at] = many;
      free[at] = sum;
      whether[at] = many >= gpus[c] ? -1 : 0;
      takes[at] = sum & whether[at];
    }
  }

  /** Whether as many GPUs offer enough as a shape asks for. */
  boolean offers(int node, int shape) {
    return classOf[shape] < 0 || whether[node * classes + classOf[shape]] != 0;
  }

  /**
   * Expected usable thousandths × {@link #WHOLE} of a node, after {@code many} of its GPUs go from
   * {@code before} to {@code after} thousandths free.
   *
   * @param enough as {@link #enough} says for the cores that are free
   */
  long of(int node, int enough, int kind, int many, int before, int after) {
    int[] part = share[kind][enough];
    int at = node * classes;
    int still = upTo[after];
    int did = upTo[before];
    int less = many * (before - after);
    long sum = 0;
    for (int c = 0; c < still; c++) {
      sum += (long) part[c] * (takes[at + c] - (less & whether[at + c]));
    }
    for (int c = still; c < did; c++) {
      int enoughLeft = gpus[c] - 1 - (offering[at + c] - many) >> 31;
      sum += (long) part[c] * (free[at + c] - many * before & enoughLeft);
    }
    for (int c = did; c < classes; c++) {
      sum += (long) part[c] * takes[at + c];
    }
    return sum;
  }
}
