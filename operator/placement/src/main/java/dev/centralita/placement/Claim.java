package dev.centralita.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one workload was promised at one site: a slot per replica, each filled by a pod or open. */
final class Claim {
  final Need need;
  final Load load;
  final List<Slot> slots;

  Claim(Need need, Load load, List<Slot> slots) {
    this.need = need;
    this.load = load;
    this.slots = List.copyOf(slots);
  }

  /** One replica's place. */
  static final class Slot {
    final NodeState advised;
    final long milliwatts;
    @Nullable PodState pod;

    /** The pod that is to fill it; only while matching. */
    @Nullable PodState next;

    Slot(NodeState advised, long milliwatts) {
      this.advised = advised;
      this.milliwatts = milliwatts;
    }

    NodeState node() {
      var p = pod;
      return p == null || p.node == null ? advised : p.node;
    }
  }
}
