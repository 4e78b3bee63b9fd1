package dev.centralita.placement.hot;

/** What is free on each node, nodes of a site side by side. */
final class NodeTable {
  final int count;
  final int[] site;
  final int[] product;
  final long[] milliwattsEach;
  final int[] gpus;
  final int[] cpuMilli;
  final int[] memoryMib;
  final int[] pods;

  /** Milliwatts left by site. */
  final long[] powerFree;

  /** Most milliwatts of one GPU. */
  final long hungriest;

  /** Shapes the node takes, 64 to a word. */
  private final long[] taken;

  private final int groups;

  NodeTable(IndexBuilder b) {
    count = b.nodes.size();
    site = new int[count];
    product = new int[count];
    milliwattsEach = new long[count];
    gpus = new int[count];
    cpuMilli = new int[count];
    memoryMib = new int[count];
    pods = new int[count];
    groups = (b.shapes.size() + 63) >> 6;
    taken = new long[count * groups];
    powerFree = b.power.stream().mapToLong(Long::longValue).toArray();
    long most = 0;
    for (int n = 0; n < count; n++) {
      IndexBuilder.Node node = b.nodes.get(n);
      site[n] = node.site();
      product[n] = node.product();
      milliwattsEach[n] = node.milliwattsEach();
      most = Math.max(most, node.milliwattsEach());
      gpus[n] = node.gpus();
      cpuMilli[n] = node.cpuMilli();
      memoryMib[n] = node.memoryMib();
      pods[n] = node.pods();
    }
    hungriest = most;
  }

  boolean takes(int node, int shape) {
    return (taken[node * groups + (shape >> 6)] >>> shape & 1) != 0;
  }

  /** Stores which shapes of the group the node takes; gives those that changed. */
  long swap(int node, int group, long now) {
    int at = node * groups + group;
    long changed = taken[at] ^ now;
    taken[at] = now;
    return changed;
  }
}
