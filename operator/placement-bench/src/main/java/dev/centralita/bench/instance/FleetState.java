package dev.centralita.bench.instance;

import dev.centralita.placement.hot.IndexBuilder;
import dev.centralita.placement.hot.PlaceIndex;
import dev.centralita.placement.hot.Placement;
import java.util.SplittableRandom;

/**
 * A fleet of sites × 8 nodes × 8 GPUs of four products at 70–90 % load in mixed shapes, and an
 * endless stream of questions to it: shape, policy class (20–60 % of the sites) and mix.
 */
public final class FleetState {
  private static final int NODES = 8;
  private static final int CLASSES = 200;
  private static final int MIXES = 100;

  /** GPUs, products (bits), millicores, MiB. */
  private static final int[][] SHAPES = {
    {1, 0b1111, 4_000, 16_384}, {1, 0b0011, 8_000, 65_536}, {1, 0b0001, 8_000, 131_072},
    {2, 0b1111, 8_000, 65_536}, {2, 0b0011, 16_000, 131_072}, {3, 0b0111, 12_000, 65_536},
    {4, 0b0011, 24_000, 262_144}, {4, 0b1111, 16_000, 131_072}, {5, 0b0011, 20_000, 131_072},
    {6, 0b0001, 48_000, 393_216}, {8, 0b0011, 64_000, 524_288}, {8, 0b0001, 96_000, 786_432}
  };

  /** Questions are drawn before the clock runs. */
  private static final int QUESTIONS = 1 << 16;

  public final PlaceIndex index;
  public final Placement out;
  private final int[] question = new int[QUESTIONS];
  private int asked;

  /** What runs, as a ring: for each new replica the oldest leaves. */
  private final int[] runningNode;

  private final int[] runningShape;
  private int oldest;
  private int running;

  /** GPUs that came in and for which none left yet. */
  private int debt;

  public FleetState(int sites, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    IndexBuilder builder = new IndexBuilder();
    for (int s = 0; s < sites; s++) {
      builder.site(1_500_000_000L, true);
      for (int n = 0; n < NODES; n++) {
        builder.node(random.nextInt(4), 400_000, 8, 192_000, 1 << 20, 110);
      }
    }
    for (int[] shape : SHAPES) {
      builder.shape(shape[0], shape[1], shape[2], shape[3]);
    }
    BatchProblem map =
        EdgeFamily.map(random.nextLong(), new BatchProblem.Grid(sites, NODES, 8), MIXES, CLASSES);
    for (long[] sitesOfClass : map.classSites) {
      builder.policy(sitesOfClass);
    }
    for (int[] cost : map.rtt) {
      builder.mix(cost, Integer.MAX_VALUE);
    }
    index = builder.build();
    out = index.newPlacement();
    for (int q = 0; q < QUESTIONS; q++) {
      question[q] = draw(random);
    }
    runningNode = new int[sites * NODES * 8];
    runningShape = new int[runningNode.length];
    fill(sites, random);
  }

  private static int draw(SplittableRandom random) {
    // Small shapes come more often: the lesser of two draws.
    int shape = Math.min(random.nextInt(SHAPES.length), random.nextInt(SHAPES.length));
    return (shape << 8 | random.nextInt(CLASSES)) << 8 | random.nextInt(MIXES);
  }

  /** Fills each node up to a level of its own, so that sites end between 70 and 90 %. */
  private void fill(int sites, SplittableRandom random) {
    for (int s = 0; s < sites; s++) {
      int target = (int) (NODES * 8 * random.nextDouble(0.7, 0.9));
      for (int tries = 0; target > 0 && tries < 500; tries++) {
        int shape = Math.min(random.nextInt(SHAPES.length), random.nextInt(SHAPES.length));
        int node = s * NODES + random.nextInt(NODES);
        if (SHAPES[shape][0] <= Math.min(target, index.gpusFree(node))) {
          run(node, shape);
          target -= SHAPES[shape][0];
        }
      }
    }
    for (int i = running - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      swap(runningNode, i, j);
      swap(runningShape, i, j);
    }
  }

  private static void swap(int[] array, int i, int j) {
    int kept = array[i];
    array[i] = array[j];
    array[j] = kept;
  }

  private void run(int node, int shape) {
    index.take(node, shape);
    int at = (oldest + running++) % runningNode.length;
    runningNode[at] = node;
    runningShape[at] = shape;
  }

  /** Asks the next question; what it answers is in {@link #out}. */
  public boolean place() {
    int q = question[asked++ & QUESTIONS - 1];
    return index.place(q >>> 16, q >>> 8 & 255, q & 255, out);
  }

  /** Carries out the last answer: the replica runs, and as many GPUs of the oldest leave. */
  public void settle(boolean placed) {
    if (placed) {
      int shape = question[asked - 1 & QUESTIONS - 1] >>> 16;
      run(out.node(), shape);
      debt += SHAPES[shape][0];
      while (debt > 0) {
        debt -= SHAPES[runningShape[oldest]][0];
        stopOldest();
      }
    }
  }

  private void stopOldest() {
    index.giveBack(runningNode[oldest], runningShape[oldest]);
    oldest = (oldest + 1) % runningNode.length;
    running--;
  }

  /** One change and its reverse: the oldest replica goes and comes back. */
  public void update() {
    int node = runningNode[oldest];
    int shape = runningShape[oldest];
    index.giveBack(node, shape);
    index.take(node, shape);
    runningNode[(oldest + running) % runningNode.length] = node;
    runningShape[(oldest + running) % runningNode.length] = shape;
    oldest = (oldest + 1) % runningNode.length;
  }

  /** GPUs in use, in per cent. */
  public double loadPercent() {
    long free = 0;
    int nodes = runningNode.length / 8;
    for (int n = 0; n < nodes; n++) {
      free += index.gpusFree(n);
    }
    return 100 - 100.0 * free / (nodes * 8L);
  }
}
