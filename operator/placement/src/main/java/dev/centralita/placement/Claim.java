package dev.centralita.placement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one workload was promised at one site: a slot per replica, each filled by a pod or open. */
final class Claim {
  final Need need;
  final List<Slot> slots = new ArrayList<>();

  Claim(Need need, Assignment assignment) {
    this.need = need;
    long each = assignment.replicas() == 0 ? 0 : assignment.watts() * 1000 / assignment.replicas();
    for (var node : assignment.nodes()) {
      slots.add(new Slot(node, each));
    }
  }

  /** One replica's place. */
  static final class Slot {
    final String advisedNode;
    final long milliwatts;
    @Nullable PodFacts pod;

    Slot(String advisedNode, long milliwatts) {
      this.advisedNode = advisedNode;
      this.milliwatts = milliwatts;
    }

    String node() {
      var p = pod;
      return p == null || p.node() == null ? advisedNode : p.node();
    }
  }

  /** Fills slots with bound pods: first those where advised, then any at the site. */
  void match(List<PodFacts> boundPods) {
    var left = new ArrayList<>(boundPods);
    for (var slot : slots) {
      slot.pod = null;
      for (int i = 0; i < left.size(); i++) {
        if (slot.advisedNode.equals(left.get(i).node())) {
          slot.pod = left.remove(i);
          break;
        }
      }
    }
    int next = 0;
    for (var slot : slots) {
      if (slot.pod == null && next < left.size()) {
        slot.pod = left.get(next++);
      }
    }
  }
}
