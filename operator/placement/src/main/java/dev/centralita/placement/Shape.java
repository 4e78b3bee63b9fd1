package dev.centralita.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a replica asks of a node: what facts must be, and what must be free. */
final class Shape {
  final Need need;
  final List<Toleration> tolerations;
  final Load load;

  /** Its slot in the index; −1 while it has none. */
  int slot = -1;

  Shape(Need need, List<Toleration> tolerations, Load load) {
    this.need = need;
    this.tolerations = tolerations;
    this.load = load;
  }

  /** Whether the node's GPUs are of the kind asked, whatever is free of them. */
  boolean shaped(@Nullable NodeFacts node) {
    if (node == null) {
      return false;
    }
    if (need.gpus() == 0) {
      return true;
    }
    var gpu = node.gpu();
    return gpu != null && gpu.isKindFor(need) && capacity(gpu) >= need.gpus();
  }

  private int capacity(Gpu gpu) {
    if (need.migProfile().isEmpty()) {
      return gpu.count();
    }
    for (var m : gpu.mig()) {
      if (m.profile().equals(need.migProfile())) {
        return m.count();
      }
    }
    return 0;
  }

  /** Whether it is known what the asked GPUs of the node draw. */
  boolean knownWatts(NodeFacts node) {
    var gpu = node.gpu();
    return need.gpus() == 0 || (gpu != null && gpu.wattsEach() >= 0);
  }

  boolean admittedBy(NodeFacts node) {
    return node.schedulable() && Toleration.firstUncovered(node.taints(), tolerations) == null;
  }
}
