package dev.centralita.controller.improve;

import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What nodes have and pods hold: whole GPUs, millicores, MiB, pods; and milliwatts of a site. */
final class Amounts {
  private static final int MIB_BITS = 20;

  private Amounts() {}

  static long[] room(NodeFacts node) {
    var gpu = node.gpu();
    return new long[] {
      gpu == null ? 0 : gpu.count(), node.cpuMillis(), node.memoryBytes() >> MIB_BITS, node.pods()
    };
  }

  static void take(long[] free, int gpus, long cpuMillis, long memoryBytes) {
    free[0] -= gpus;
    free[1] -= cpuMillis;
    free[2] -= mib(memoryBytes);
    free[3]--;
  }

  static long mib(long bytes) {
    return (bytes + (1 << MIB_BITS) - 1) >> MIB_BITS;
  }

  /** Milliwatts before PUE; the envelope is compared by the decision. */
  static long drawn(@Nullable Gpu gpu, int gpus) {
    return gpu == null ? 0 : 1000L * Math.max(0, gpu.wattsEach()) * gpus;
  }

  /** The model, whatever there is of it. */
  static Gpu likeness(Gpu gpu) {
    return new Gpu(
        gpu.product(),
        gpu.family(),
        gpu.memoryGiB(),
        gpu.computeMajor(),
        gpu.computeMinor(),
        gpu.wattsEach(),
        0,
        gpu.shared(),
        List.of(),
        gpu.computeSlices());
  }

  static boolean takes(Need need, @Nullable Gpu gpu) {
    return need.gpus() == 0 || (gpu != null && gpu.isKindFor(need) && gpu.wattsEach() >= 0);
  }
}
