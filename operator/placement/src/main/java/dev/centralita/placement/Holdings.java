package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import dev.centralita.placement.hot.PlaceIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pods and promises of one site. Every change is carried into the index as what it adds and what it
 * takes away; nothing is counted anew.
 */
final class Holdings {
  final Names<PodState> pods = new Names<>();
  private final Names<Presence> presences = new Names<>();
  private final SiteState site;
  private final PlaceIndex index;
  private final Kinds kinds;

  Holdings(SiteState site, PlaceIndex index, Kinds kinds) {
    this.site = site;
    this.index = index;
    this.kinds = kinds;
  }

  void upsert(PodFacts now) {
    int place = pods.find(now.uid());
    var pod = pods.at(place);
    if (pod == null) {
      pod = kinds.sparePods.isEmpty() ? new PodState(now) : kinds.sparePods.pop();
      pods.add(place, now.uid(), pod);
    } else if (pod.holdsAs(now)) {
      pod.facts = now;
      return;
    } else {
      lift(pod);
    }
    pod.facts = now;
    enter(pod);
    index.settle();
  }

  void remove(String uid) {
    var pod = pods.remove(uid);
    if (pod != null) {
      lift(pod);
      index.settle();
      kinds.sparePods.push(pod);
    }
  }

  private void enter(PodState pod) {
    var name = pod.facts.node();
    if (name == null) {
      return;
    }
    var node = site.refer(name);
    pod.node = node;
    hold(node, pod.facts, 1);
    var workload = pod.facts.workloadUid();
    if (workload != null) {
      var presence = presence(workload);
      pod.presence = presence;
      presence.add(pod);
      rematch(presence);
    }
  }

  private void lift(PodState pod) {
    var node = pod.node;
    if (node == null) {
      return;
    }
    var presence = pod.presence;
    if (presence != null) {
      presence.remove(pod);
      rematch(presence);
      pod.presence = null;
      tidy(presence);
    }
    hold(node, pod.facts, -1);
    pod.node = null;
    site.forgo(node);
  }

  private void hold(NodeState node, PodFacts pod, int sign) {
    index.hold(
        node.row, sign * pod.gpus(), -1, sign * pod.cpuMillis(), sign * pod.memoryBytes(), sign);
    var mig = pod.mig();
    for (int m = 0; m < mig.size(); m++) {
      var slots = mig.get(m);
      int profile = kinds.profile(slots.profile());
      index.hold(node.row, sign * slots.count(), profile, 0, 0, 0);
      for (int s = 0; s < slots.spots().size(); s++) {
        index.lie(node.row, profile, slots.spots().get(s), sign);
      }
    }
  }

  // Promises.

  private Presence presence(String workloadUid) {
    int place = presences.find(workloadUid);
    var presence = presences.at(place);
    if (presence == null) {
      presence =
          kinds.sparePresences.isEmpty() ? new Presence(workloadUid) : kinds.sparePresences.pop();
      presence.workloadUid = workloadUid;
      presences.add(place, workloadUid, presence);
    }
    return presence;
  }

  private void tidy(Presence presence) {
    if (presence.isEmpty()) {
      presences.remove(presence.workloadUid);
      kinds.sparePresences.push(presence);
    }
  }

  @Nullable Claim claim(String workloadUid) {
    var presence = presences.get(workloadUid);
    return presence == null ? null : presence.claim;
  }

  /** Workloads that are promised something here, by uid. */
  List<String> claimants() {
    return presences.inOrder().stream()
        .filter(presence -> presence.claim != null)
        .map(presence -> presence.workloadUid)
        .toList();
  }

  /** Pods of the workload bound here, in the order of their uids. */
  List<PodFacts> podsOf(String workloadUid) {
    var presence = presences.get(workloadUid);
    return presence == null ? List.of() : presence.pods();
  }

  /** Whether the workload is promised something here, or has a pod here. */
  boolean has(String workloadUid) {
    return presences.get(workloadUid) != null;
  }

  void claim(String workloadUid, Need need, Assignment assignment) {
    unclaim(workloadUid);
    long each = assignment.replicas() == 0 ? 0 : assignment.watts() * 1000 / assignment.replicas();
    var slots = assignment.nodes().stream().map(name -> new Slot(site.refer(name), each)).toList();
    var claim = new Claim(need, kinds.load(need), slots);
    for (var slot : claim.slots) {
      hold(slot, claim.load, need, 1);
    }
    var presence = presence(workloadUid);
    presence.claim = claim;
    rematch(presence);
    index.settle();
    demand(claim, 1);
  }

  void unclaim(String workloadUid) {
    var presence = presences.get(workloadUid);
    var claim = presence == null ? null : presence.claim;
    if (presence != null && claim != null) {
      for (var slot : claim.slots) {
        hold(slot, claim.load, claim.need, -1);
        site.forgo(slot.advised);
      }
      presence.claim = null;
      tidy(presence);
      index.settle();
      demand(claim, -1);
    }
  }

  private void demand(Claim claim, int sign) {
    var load = claim.load;
    if (load.profile() < 0 && load.units() > 0 && !claim.slots.isEmpty()) {
      index.demand(load.units(), load.cpu(), load.memory(), sign * claim.slots.size());
    }
  }

  private void rematch(Presence presence) {
    var claim = presence.claim;
    if (claim == null) {
      return;
    }
    presence.match(claim);
    var slots = claim.slots;
    for (int s = 0; s < slots.size(); s++) {
      var slot = slots.get(s);
      if (slot.next != slot.pod) {
        hold(slot, claim.load, claim.need, -1);
        slot.pod = slot.next;
        hold(slot, claim.load, claim.need, 1);
      }
    }
  }

  /** The site goes: what was promised there is no demand while it is away. */
  void forget() {
    for (var presence : presences.inOrder()) {
      var claim = presence.claim;
      if (claim != null) {
        demand(claim, -1);
      }
    }
  }

  /** Adds or takes back what a slot holds beyond the pod that fills it; settled by the caller. */
  void hold(Slot slot, Load load, Need need, int sign) {
    int row = slot.node().row;
    var pod = slot.pod;
    if (pod == null) {
      hold(row, load, sign);
      index.loose(row, sign * slot.milliwatts);
      return;
    }
    int units = topUpUnits(load, need, pod);
    long cpu = Math.max(0, load.cpu() - pod.facts.cpuMillis());
    long memory = Math.max(0, load.memory() - pod.facts.memoryBytes());
    if (units != 0 || cpu != 0 || memory != 0) {
      index.hold(row, sign * units, load.profile(), sign * cpu, sign * memory, 0);
    }
  }

  /** Units that a slot filled by the pod still needs beyond what the pod holds. */
  static int topUpUnits(Load load, Need need, PodState pod) {
    int held = load.profile() < 0 ? pod.facts.gpus() : pod.partitions(need.migProfile());
    return Math.max(0, load.units() - held);
  }

  /** Adds or takes back one replica on a node; settled by the caller. */
  void hold(int row, Load load, int sign) {
    index.hold(
        row, sign * load.units(), load.profile(), sign * load.cpu(), sign * load.memory(), sign);
  }

  /** What the site takes is in line with what is held again. */
  void settle() {
    index.settle();
  }
}
