package dev.centralita.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One site: facts, nodes, pods and promises, and what they hold together. */
final class SiteState {
  SiteFacts facts;
  Distance distance;
  final TreeMap<String, NodeState> nodes = new TreeMap<>();
  final TreeMap<String, PodFacts> pods = new TreeMap<>();
  final TreeMap<String, Claim> claims = new TreeMap<>();
  private final Map<String, Integer> usedByProduct = new HashMap<>();
  private long milliwatts;

  SiteState(SiteFacts facts) {
    this.facts = facts;
    distance = new Distance(facts);
  }

  void update(SiteFacts changed) {
    facts = changed;
    distance = new Distance(changed);
  }

  /** Counts everything afresh. */
  void recount() {
    usedByProduct.clear();
    milliwatts = 0;
    nodes.values().forEach(NodeState::clear);
    for (var pod : pods.values()) {
      var node = pod.node() == null ? null : nodes.get(pod.node());
      if (node != null) {
        node.hold(pod);
        var gpu = node.facts.gpu();
        if (gpu != null) {
          milliwatts += Watts.milliwatts(gpu, pod);
          usedByProduct.merge(gpu.product(), pod.gpus(), Integer::sum);
        }
      }
    }
    for (var entry : claims.entrySet()) {
      var claim = entry.getValue();
      claim.match(boundPods(entry.getKey()));
      claim.slots.forEach(slot -> hold(slot, claim.need, 1));
    }
  }

  private List<PodFacts> boundPods(String workloadUid) {
    var out = new ArrayList<PodFacts>();
    for (var pod : pods.values()) {
      if (workloadUid.equals(pod.workloadUid()) && pod.node() != null) {
        out.add(pod);
      }
    }
    return out;
  }

  /** Adds or takes back what a slot holds beyond the pod that fills it. */
  void hold(Claim.Slot slot, Need need, int sign) {
    var node = nodes.get(slot.node());
    var pod = slot.pod;
    if (node == null) {
      milliwatts += pod == null ? sign * slot.milliwatts : 0;
    } else if (pod == null) {
      hold(node, need, sign);
    } else {
      var topUp = NodeState.topUp(need, pod);
      node.holdTopUp(topUp, sign);
      account(node, topUp, sign);
    }
  }

  /** Adds or takes back one replica on a node. */
  void hold(NodeState node, Need need, int sign) {
    node.hold(need, sign);
    account(node, need, sign);
  }

  private void account(NodeState node, Need need, int sign) {
    var gpu = node.facts.gpu();
    if (gpu != null && need.gpus() > 0) {
      milliwatts += sign * Watts.milliwatts(gpu, need);
      if (need.migProfile().isEmpty()) {
        usedByProduct.merge(gpu.product(), sign * need.gpus(), Integer::sum);
      }
    }
  }

  int used(String product) {
    return usedByProduct.getOrDefault(product, 0);
  }

  /** Whether one more replica on this node stays within the site's envelope. */
  boolean powerAllows(NodeState node, Need need) {
    var gpu = node.facts.gpu();
    long more = gpu == null || need.gpus() == 0 ? 0 : Watts.milliwatts(gpu, need);
    return more == 0 || drawn(milliwatts + more) <= facts.power().budgetMilliwatts();
  }

  private long drawn(long gpuMilliwatts) {
    return (gpuMilliwatts * facts.power().pueMilli() + 999) / 1000;
  }

  long freeMilliwatts() {
    return facts.power().budgetMilliwatts() - drawn(milliwatts);
  }

  /** Whether the declared count of the node's product allows that many more. */
  boolean ceilingAllows(NodeState node, Need need) {
    var gpu = node.facts.gpu();
    if (gpu == null || need.gpus() == 0 || !need.migProfile().isEmpty()) {
      return true;
    }
    return used(gpu.product()) + need.gpus() <= ceiling(gpu.product());
  }

  int ceiling(String product) {
    if (facts.ceilings().isEmpty()) {
      return Integer.MAX_VALUE;
    }
    int sum = 0;
    for (var c : facts.ceilings()) {
      sum += c.product().equals(product) ? c.count() : 0;
    }
    return sum;
  }

  /** The node with the least room left over that takes one more, ties by name; null if none. */
  @Nullable NodeState bestNode(Request request) {
    NodeState best = null;
    for (var node : nodes.values()) {
      if (takes(node, request)
          && (best == null || node.freeUnits(request.need()) < best.freeUnits(request.need()))) {
        best = node;
      }
    }
    return best;
  }

  boolean takes(NodeState node, Request request) {
    var need = request.need();
    return node.admits(request.tolerations())
        && node.hasShape(need)
        && knownWatts(node, need)
        && node.hasRoom(need)
        && ceilingAllows(node, need)
        && powerAllows(node, need);
  }

  static boolean knownWatts(NodeState node, Need need) {
    var gpu = node.facts.gpu();
    return need.gpus() == 0 || (gpu != null && gpu.wattsEach() >= 0);
  }

  SiteUse use() {
    var capacity = new TreeMap<String, Integer>();
    var free = new HashMap<String, Integer>();
    for (var node : nodes.values()) {
      var gpu = node.facts.gpu();
      if (gpu != null) {
        capacity.merge(gpu.product(), gpu.count(), Integer::sum);
        free.merge(gpu.product(), Math.max(0, gpu.count() - node.gpusUsed()), Integer::sum);
      }
    }
    var products = new ArrayList<SiteUse.Product>();
    capacity.forEach((product, observed) -> {
      int cap = Math.min(observed, ceiling(product));
      int left = Math.min(free.getOrDefault(product, 0), cap - used(product));
      products.add(new SiteUse.Product(product, cap, used(product), Math.max(0, left)));
    });
    var power = facts.power();
    return new SiteUse(
        facts.id(),
        products,
        (drawn(milliwatts) + 999) / 1000 + power.baseWatts(),
        power.capacityWatts() - power.reserveWatts());
  }
}
