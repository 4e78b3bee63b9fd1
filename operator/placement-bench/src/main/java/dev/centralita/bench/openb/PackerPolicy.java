package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Node;
import dev.centralita.bench.openb.OpenbLists.Shape;

/**
 * The operator's measure where GPUs are shared in thousandths; like FGD it knows how often each
 * shape comes, and nothing of the order.
 */
public final class PackerPolicy implements ArrivalPolicy {
  private final NodePacker packer;

  public PackerPolicy(OpenbLists lists, GpuCluster cluster, long seed) {
    NodePacker.Builder builder = NodePacker.builder();
    for (Node node : lists.nodes()) {
      builder.node(node.cpuMilli(), node.memoryMib(), node.gpus(), node.model());
    }
    long[] frequency = new long[lists.shapes().size()];
    lists.pods().forEach(shape -> frequency[shape]++);
    for (int s = 0; s < frequency.length; s++) {
      Shape shape = lists.shapes().get(s);
      builder.shape(
          shape.cpuMilli(),
          shape.memoryMib(),
          shape.gpus(),
          shape.gpuMilli(),
          shape.models(),
          frequency[s]);
    }
    packer = builder.build();
  }

  @Override
  public String name() {
    return "packer";
  }

  @Override
  public int choose(GpuCluster cluster, int shape) {
    int choice = packer.choose(shape);
    if (choice >= 0) {
      packer.book(choice, shape);
    }
    return choice;
  }
}
