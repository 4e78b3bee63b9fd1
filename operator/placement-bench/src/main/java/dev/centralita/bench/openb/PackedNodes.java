package dev.centralita.bench.openb;

import dev.centralita.bench.openb.NodePacker.Node;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What is free on each node, as arrays in the order of preference: the small ones first. */
final class PackedNodes {
  static final int WIDTH = 8;

  final int count;

  /** The number given to the node when added, by place in this order, and back. */
  final int[] id;

  final int[] rank;
  final int[] cpuFree;
  final long[] memoryFree;
  final int[] gpus;
  final int[] model;
  final int[] gpuFree;

  /** What {@link Usable} says of the node as it is. */
  final long[] usable;

  long takenMilli;

  PackedNodes(List<Node> added) {
    count = added.size();
    id = new int[count];
    rank = new int[count];
    cpuFree = new int[count];
    memoryFree = new long[count];
    gpus = new int[count];
    model = new int[count];
    gpuFree = new int[count * WIDTH];
    usable = new long[count];
    Integer[] order = new Integer[count];
    Arrays.setAll(order, n -> n);
    Arrays.sort(
        order,
        Comparator.comparingInt((Integer n) -> added.get(n).gpus()).thenComparingInt(n -> n));
    for (int n = 0; n < count; n++) {
      Node node = added.get(order[n]);
      id[n] = order[n];
      rank[order[n]] = n;
      cpuFree[n] = node.cpuMilli();
      memoryFree[n] = node.memory();
      gpus[n] = node.gpus();
      model[n] = node.model();
      Arrays.fill(gpuFree, n * WIDTH, n * WIDTH + node.gpus(), LeftoverValue.GPU);
    }
  }

  boolean fits(int node, int cpuMilli, long memory) {
    return cpuFree[node] >= cpuMilli && memoryFree[node] >= memory;
  }

  /** Models are numbered below this. */
  int kinds() {
    return Arrays.stream(model).max().orElse(0) + 1;
  }

  boolean alike(int node, int other) {
    return cpuFree[node] == cpuFree[other]
        && memoryFree[node] == memoryFree[other]
        && model[node] == model[other]
        && gpus[node] == gpus[other]
        && Arrays.equals(
            gpuFree,
            node * WIDTH,
            node * WIDTH + WIDTH,
            gpuFree,
            other * WIDTH,
            other * WIDTH + WIDTH);
  }

  void take(int node, int gpu, int cpuMilli, long memory, int asked, int milli) {
    cpuFree[node] -= cpuMilli;
    memoryFree[node] -= memory;
    if (asked == 1 && milli < LeftoverValue.GPU) {
      gpuFree[node * WIDTH + gpu] -= milli;
    } else {
      takeWhole(gpuFree, node * WIDTH, asked);
    }
    takenMilli += (long) asked * milli;
    assert cpuFree[node] >= 0 && gpuFree[node * WIDTH + gpu] >= 0 : "node " + id[node];
  }

  /** Takes so many whole GPUs from the front; there must be as many. */
  static void takeWhole(int[] gpuFree, int from, int asked) {
    int open = asked;
    for (int g = from; open > 0; g++) {
      if (gpuFree[g] == LeftoverValue.GPU) {
        gpuFree[g] = 0;
        open--;
      }
    }
  }
}
