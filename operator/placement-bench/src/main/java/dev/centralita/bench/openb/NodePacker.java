package dev.centralita.bench.openb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nodes of one pool, and where on them the next pod goes.
 *
 * <p>A pod goes where it costs the pods to come least: what they could have used of the node's free
 * GPU and no longer can, plus what the room on the shared GPU was worth beyond the pod's own size.
 * Among nodes within a twentieth of a GPU of the best the first is taken, small nodes coming first:
 * compared exactly, pods would spread and finish nothing. Not thread-safe; {@link #choose}
 * allocates nothing.
 */
public final class NodePacker {
  static final int CPU = 0;
  static final int GPUS = 1;
  static final int MILLI = 2;

  private static final int UNFIT = Integer.MIN_VALUE;

  /** How much more the worth of the room counts than the average usable GPU. */
  private static final int VALUE_WEIGHT = 10;

  /** Scores are in 2^14 / 2^20 thousandths of a GPU, so that the largest fit an int. */
  private static final int SCORE_SHIFT = 14;

  /** Scores that are looked at together. */
  private static final int BLOCK = 32;

  /** Nodes so close to the best are as good as it: 50 thousandths. */
  private static final int TOLERANCE = 64 * 50;

  private final PackedNodes nodes;
  private final int[][] shapes;
  private final long[] memory;
  private final long[] models;
  private final Usable usable;
  private final int[] value;

  /** Score by shape and node, good for all changes before the shape's place in the log. */
  private final int[][] score;

  /** Best of each {@link #BLOCK} scores of a shape. */
  private final int[][] top;

  private final int[] seen;
  private final int[] log;
  private int changes;

  /** Last refresh in which a node was rated again, so that it is rated once. */
  private final int[] round;

  private int rounds;
  private int gpu;

  private NodePacker(Builder b) {
    nodes = new PackedNodes(b.nodes);
    int count = b.shapes.size();
    shapes = new int[3][count];
    memory = new long[count];
    models = new long[count];
    long[] frequency = new long[count];
    long[] sizes = new long[LeftoverValue.GPU];
    for (int s = 0; s < count; s++) {
      Shape shape = b.shapes.get(s);
      shapes[CPU][s] = shape.cpuMilli;
      shapes[GPUS][s] = shape.gpus;
      shapes[MILLI][s] = shape.gpuMilli;
      memory[s] = shape.memory;
      models[s] = shape.models;
      frequency[s] = shape.frequency;
      if (shape.gpus == 1 && shape.gpuMilli < LeftoverValue.GPU) {
        sizes[shape.gpuMilli] += shape.frequency;
      }
    }
    usable = new Usable(shapes, models, frequency, nodes.count, nodes.kinds());
    value = LeftoverValue.of(sizes);
    score = new int[count][];
    top = new int[count][];
    seen = new int[count];
    log = new int[Integer.highestOneBit(4 * nodes.count) << 1];
    round = new int[nodes.count];
    for (int n = 0; n < nodes.count; n++) {
      count(n);
    }
  }

  private record Shape(
      int cpuMilli, long memory, int gpus, int gpuMilli, long models, long frequency) {}

  record Node(int cpuMilli, long memory, int gpus, int model) {}

  public static Builder builder() {
    return new Builder();
  }

  /** Collects nodes and shapes; both are numbered in the order of adding. */
  public static final class Builder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();

    private Builder() {}

    /** A node with up to eight GPUs of one model (0–63); memory in any one unit. */
    public Builder node(int cpuMilli, long memory, int gpus, int model) {
      if (gpus > PackedNodes.WIDTH || model < 0 || model > 63) {
        throw new IllegalArgumentException(
            "node %d: %d GPUs (≤ %d), model %d (0–63)"
                .formatted(nodes.size(), gpus, PackedNodes.WIDTH, model));
      }
      nodes.add(new Node(cpuMilli, memory, gpus, model));
      return this;
    }

    /**
     * What a kind of pod asks for.
     *
     * @param gpuMilli of each GPU; under 1,000 only for a single, shared one
     * @param models a bit per GPU model that will do
     * @param frequency how often it was seen among the pods of this pool
     */
    public Builder shape(
        int cpuMilli, long memory, int gpus, int gpuMilli, long models, long frequency) {
      if (gpus < 0
          || gpus > 0 && (gpuMilli < 1 || gpuMilli > 1000)
          || gpus > 1 && gpuMilli != 1000) {
        throw new IllegalArgumentException(
            "shape %d: %d GPUs of %d thousandths; only a single GPU can be shared"
                .formatted(shapes.size(), gpus, gpuMilli));
      }
      shapes.add(new Shape(cpuMilli, memory, gpus, gpus == 0 ? 0 : gpuMilli, models, frequency));
      return this;
    }

    public NodePacker build() {
      return new NodePacker(this);
    }
  }

  /**
   * Node × 8 + GPU for the next pod of a shape, −1 when it fits nowhere. Of a pod with whole GPUs
   * only the node means anything.
   */
  public int choose(int shape) {
    refresh(shape);
    int[] row = score[shape];
    int[] tops = top[shape];
    int best = UNFIT;
    for (int block : tops) {
      best = Math.max(best, block);
    }
    if (best == UNFIT) {
      return -1;
    }
    int block = 0;
    while (tops[block] < best - TOLERANCE) {
      block++;
    }
    int n = block * BLOCK;
    while (row[n] < best - TOLERANCE) {
      n++;
    }
    rate(shape, n);
    return nodes.id[n] * PackedNodes.WIDTH + gpu;
  }

  /** Takes what {@link #choose} chose. */
  public void book(int choice, int shape) {
    int node = nodes.rank[choice / PackedNodes.WIDTH];
    nodes.take(
        node,
        choice % PackedNodes.WIDTH,
        shapes[CPU][shape],
        memory[shape],
        shapes[GPUS][shape],
        shapes[MILLI][shape]);
    changed(node);
  }

  private void count(int node) {
    int base = node * PackedNodes.WIDTH;
    usable.count(node, nodes.gpuFree, base, base + nodes.gpus[node]);
    nodes.usable[node] = usable(node, usable.enough(nodes.cpuFree[node]), 0, 0, 0);
  }

  private long usable(int node, int enough, int many, int before, int after) {
    return usable.of(node, enough, nodes.model[node], many, before, after);
  }

  private void changed(int node) {
    count(node);
    if (changes == Integer.MAX_VALUE) {
      throw new IllegalStateException("more than 2^31 bookings; build the packer anew");
    }
    log[changes++ & log.length - 1] = node;
  }

  private void refresh(int shape) {
    int[] row = score[shape];
    if (row == null || changes - seen[shape] > log.length) {
      fill(shape);
    } else {
      rounds++;
      for (int c = seen[shape]; c < changes; c++) {
        int n = log[c & log.length - 1];
        if (round[n] != rounds) {
          round[n] = rounds;
          set(row, top[shape], n, rate(shape, n));
        }
      }
    }
    seen[shape] = changes;
  }

  private void fill(int shape) {
    int[] row = new int[nodes.count];
    int[] tops = new int[(row.length + BLOCK - 1) / BLOCK];
    Arrays.fill(tops, UNFIT);
    for (int n = 0; n < row.length; n++) {
      row[n] = n > 0 && nodes.alike(n, n - 1) ? row[n - 1] : rate(shape, n);
      tops[n / BLOCK] = Math.max(tops[n / BLOCK], row[n]);
    }
    score[shape] = row;
    top[shape] = tops;
  }

  private static void set(int[] row, int[] tops, int n, int now) {
    int before = row[n];
    int block = n / BLOCK;
    row[n] = now;
    if (now >= tops[block]) {
      tops[block] = now;
    } else if (before == tops[block]) {
      int most = UNFIT;
      for (int m = block * BLOCK; m < Math.min(row.length, block * BLOCK + BLOCK); m++) {
        most = Math.max(most, row[m]);
      }
      tops[block] = most;
    }
  }

  /** The score of the shape on a node; leaves the GPU it would take in {@link #gpu}. */
  private int rate(int shape, int node) {
    gpu = 0;
    int milli = shapes[MILLI][shape];
    int asked = shapes[GPUS][shape];
    if (!nodes.fits(node, shapes[CPU][shape], memory[shape])
        || !usable.offers(node, shape)
        || asked > 0 && (models[shape] >>> nodes.model[node] & 1) == 0) {
      return UNFIT;
    }
    int enough = usable.enough(nodes.cpuFree[node] - shapes[CPU][shape]);
    if (asked != 1 || milli == LeftoverValue.GPU) {
      return score(node, usable(node, enough, asked, LeftoverValue.GPU, 0), asked * milli);
    }
    int best = UNFIT;
    int base = node * PackedNodes.WIDTH;
    int before = -1;
    for (int g = 0; g < nodes.gpus[node]; g++) {
      int room = nodes.gpuFree[base + g];
      if (room >= milli && room != before) {
        before = room;
        int worth = VALUE_WEIGHT * (value[room - milli] - value[room] + milli);
        int here = score(node, usable(node, enough, 1, room, room - milli), worth + milli);
        if (here > best || here == best && room < nodes.gpuFree[base + gpu]) {
          best = here;
          gpu = g;
        }
      }
    }
    return best;
  }

  /** 1/64 thousandths of usable GPU lost, negated; {@code spared} thousandths are not lost. */
  private int score(int node, long after, int spared) {
    long lost = nodes.usable[node] - after - (long) spared * Usable.WHOLE;
    return (int) -(lost >> SCORE_SHIFT);
  }

  /** Thousandths of GPU taken so far. */
  public long takenMilli() {
    return nodes.takenMilli;
  }
}
