package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Node;
import dev.centralita.bench.openb.OpenbLists.Shape;
import java.util.List;

/** What is free on each node; the one place that decides whether a pod fits and books it. */
public final class GpuCluster {
  /** Most GPUs on one node. */
  public static final int WIDTH = 8;

  public final int[] cpuFree;
  public final long[] memoryFree;

  /** Free thousandths of GPU {@code g} of node {@code n} at {@code n × WIDTH + g}. */
  public final int[] gpuFree;

  public final int[] gpus;
  public final int[] model;

  /** Number of bookings on each node: a cached score is good while this stands still. */
  public final int[] version;

  private long allocatedMilli;

  GpuCluster(List<Node> nodes) {
    int count = nodes.size();
    cpuFree = new int[count];
    memoryFree = new long[count];
    gpuFree = new int[count * WIDTH];
    gpus = new int[count];
    model = new int[count];
    version = new int[count];
    for (int n = 0; n < count; n++) {
      Node node = nodes.get(n);
      cpuFree[n] = node.cpuMilli();
      memoryFree[n] = node.memoryMib();
      gpus[n] = node.gpus();
      model[n] = node.model();
      for (int g = 0; g < node.gpus(); g++) {
        gpuFree[n * WIDTH + g] = 1000;
      }
    }
  }

  public int nodes() {
    return cpuFree.length;
  }

  public boolean fits(int node, Shape shape) {
    if (cpuFree[node] < shape.cpuMilli() || memoryFree[node] < shape.memoryMib()) {
      return false;
    }
    if (shape.gpus() == 0) {
      return true;
    }
    return (shape.models() >>> model[node] & 1) != 0
        && offering(node, shape.gpuMilli()) >= shape.gpus();
  }

  /** How many GPUs of the node have that much free. */
  int offering(int node, int milli) {
    int count = 0;
    for (int g = node * WIDTH; g < node * WIDTH + gpus[node]; g++) {
      count += gpuFree[g] >= milli ? 1 : 0;
    }
    return count;
  }

  int milliFree(int node) {
    int total = 0;
    for (int g = node * WIDTH; g < node * WIDTH + gpus[node]; g++) {
      total += gpuFree[g];
    }
    return total;
  }

  /** Books the shape; a shared pod goes to {@code gpu}, whole GPUs are taken from the front. */
  void book(int node, Shape shape, int gpu) {
    cpuFree[node] -= shape.cpuMilli();
    memoryFree[node] -= shape.memoryMib();
    int open = shape.gpus();
    if (shape.shared()) {
      gpuFree[node * WIDTH + gpu] -= shape.gpuMilli();
      open = 0;
    }
    for (int g = node * WIDTH; open > 0; g++) {
      if (gpuFree[g] == 1000) {
        gpuFree[g] = 0;
        open--;
      }
    }
    version[node]++;
    allocatedMilli += shape.totalMilli();
    assert cpuFree[node] >= 0 && memoryFree[node] >= 0 && milliFree(node) >= 0 : "node " + node;
    if (shape.shared() && gpuFree[node * WIDTH + gpu] < 0) {
      throw new IllegalStateException("GPU %d of node %d is overbooked".formatted(gpu, node));
    }
  }

  public long allocatedMilli() {
    return allocatedMilli;
  }
}
