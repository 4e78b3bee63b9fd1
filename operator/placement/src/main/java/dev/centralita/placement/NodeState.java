package dev.centralita.placement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One node: what it can allocate and what is held on it, by pods and by promises. */
final class NodeState {
  final NodeFacts facts;
  private int gpusUsed;
  private final Map<String, Integer> migUsed = new HashMap<>();
  private long cpuUsed;
  private long memoryUsed;
  private int podsUsed;

  NodeState(NodeFacts facts) {
    this.facts = facts;
  }

  void clear() {
    gpusUsed = 0;
    migUsed.clear();
    cpuUsed = 0;
    memoryUsed = 0;
    podsUsed = 0;
  }

  void hold(Need need, int sign) {
    if (need.migProfile().isEmpty()) {
      gpusUsed += sign * need.gpus();
    } else {
      migUsed.merge(need.migProfile(), sign * need.gpus(), Integer::sum);
    }
    cpuUsed += sign * need.cpuMillis();
    memoryUsed += sign * need.memoryBytes();
    podsUsed += sign;
  }

  void hold(PodFacts pod) {
    gpusUsed += pod.gpus();
    for (var m : pod.mig()) {
      migUsed.merge(m.profile(), m.count(), Integer::sum);
    }
    cpuUsed += pod.cpuMillis();
    memoryUsed += pod.memoryBytes();
    podsUsed++;
  }

  /** What a slot filled by {@code pod} still needs here beyond what the pod holds. */
  static Need topUp(Need need, PodFacts pod) {
    int held = need.migProfile().isEmpty() ? pod.gpus() : count(pod.mig(), need.migProfile());
    return new Need(
        Math.max(0, need.gpus() - held),
        need.products(),
        need.family(),
        need.minMemoryGiB(),
        need.migProfile(),
        need.shared(),
        Math.max(0, need.cpuMillis() - pod.cpuMillis()),
        Math.max(0, need.memoryBytes() - pod.memoryBytes()),
        need.minCompute());
  }

  /** Holds a top-up, which is part of a pod already counted. */
  void holdTopUp(Need topUp, int sign) {
    hold(topUp, sign);
    podsUsed -= sign;
  }

  int gpusUsed() {
    return gpusUsed;
  }

  int freeUnits(Need need) {
    var gpu = facts.gpu();
    if (gpu == null) {
      return 0;
    }
    return need.migProfile().isEmpty()
        ? gpu.count() - gpusUsed
        : count(gpu.mig(), need.migProfile()) - migUsed.getOrDefault(need.migProfile(), 0);
  }

  long freeCpu() {
    return facts.cpuMillis() - cpuUsed;
  }

  long freeMemory() {
    return facts.memoryBytes() - memoryUsed;
  }

  int freePods() {
    return facts.pods() - podsUsed;
  }

  /** Whether the node's GPUs are of the kind asked, whatever is free of them. */
  boolean hasShape(Need need) {
    if (need.gpus() == 0) {
      return true;
    }
    var gpu = facts.gpu();
    return gpu != null && gpu.isKindFor(need) && capacity(need) >= need.gpus();
  }

  int capacity(Need need) {
    var gpu = facts.gpu();
    if (gpu == null) {
      return 0;
    }
    return need.migProfile().isEmpty() ? gpu.count() : count(gpu.mig(), need.migProfile());
  }

  boolean hasRoom(Need need) {
    return (need.gpus() == 0 || freeUnits(need) >= need.gpus())
        && freeCpu() >= need.cpuMillis()
        && freeMemory() >= need.memoryBytes()
        && freePods() >= 1;
  }

  boolean admits(List<Toleration> tolerations) {
    return facts.schedulable() && Toleration.firstUncovered(facts.taints(), tolerations) == null;
  }

  private static int count(List<MigSlots> slots, String profile) {
    for (var s : slots) {
      if (s.profile().equals(profile)) {
        return s.count();
      }
    }
    return 0;
  }
}
