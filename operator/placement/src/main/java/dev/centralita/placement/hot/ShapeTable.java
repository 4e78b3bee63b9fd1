package dev.centralita.placement.hot;

import java.util.List;

/** What each shape asks of a node. */
final class ShapeTable {
  final int count;
  final int groups;
  final int[] gpus;
  final int[] cpuMilli;
  final int[] memoryMib;

  /** A bit per product that will do. */
  private final long[] products;

  /** Most GPUs any shape asks for. */
  final int mostGpus;

  ShapeTable(List<IndexBuilder.Shape> shapes) {
    count = shapes.size();
    groups = (count + 63) >> 6;
    gpus = new int[count];
    cpuMilli = new int[count];
    memoryMib = new int[count];
    products = new long[count];
    int most = 0;
    for (int s = 0; s < count; s++) {
      IndexBuilder.Shape shape = shapes.get(s);
      gpus[s] = shape.gpus();
      cpuMilli[s] = shape.cpuMilli();
      memoryMib[s] = shape.memoryMib();
      products[s] = shape.products();
      most = Math.max(most, shape.gpus());
    }
    mostGpus = most;
  }

  /** A bit per shape of the group that the node takes as it is. */
  long fitting(int group, NodeTable nodes, int node) {
    int gpusFree = nodes.gpus[node];
    int cpuFree = nodes.cpuMilli[node];
    int memoryFree = nodes.memoryMib[node];
    int product = nodes.product[node];
    long each = nodes.milliwattsEach[node];
    long power = nodes.powerFree[nodes.site[node]];
    long result = 0;
    if (nodes.pods[node] > 0) {
      int from = group << 6;
      int to = Math.min(count, from + 64);
      for (int s = from; s < to; s++) {
        boolean fits =
            gpus[s] <= gpusFree
                & cpuMilli[s] <= cpuFree
                & memoryMib[s] <= memoryFree
                & (gpus[s] == 0 | gpus[s] * each <= power & (products[s] >>> product & 1) != 0);
        result |= fits ? 1L << s : 0;
      }
    }
    return result;
  }
}
