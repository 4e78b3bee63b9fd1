package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one workload has at one site: pods bound there, and what it was promised. */
final class Presence {
  String workloadUid;
  @Nullable Claim claim;

  /** In the order of their uids. */
  private PodState[] pods = new PodState[1];

  private int count;

  Presence(String workloadUid) {
    this.workloadUid = workloadUid;
  }

  boolean isEmpty() {
    return count == 0 && claim == null;
  }

  List<PodFacts> pods() {
    var out = new ArrayList<PodFacts>(count);
    for (int p = 0; p < count; p++) {
      out.add(pods[p].facts);
    }
    return out;
  }

  void add(PodState pod) {
    if (count == pods.length) {
      pods = Arrays.copyOf(pods, 2 * count);
    }
    int at = count++;
    for (; at > 0 && pods[at - 1].facts.uid().compareTo(pod.facts.uid()) > 0; at--) {
      pods[at] = pods[at - 1];
    }
    pods[at] = pod;
  }

  void remove(PodState pod) {
    int at = 0;
    while (pods[at] != pod) {
      at++;
    }
    count--;
    for (; at < count; at++) {
      pods[at] = pods[at + 1];
    }
  }

  /** Says which pod is to fill each slot: first those where advised, then any at the site. */
  void match(Claim claim) {
    // The rule below for what most workloads have; a twentieth of a pod's update.
    if (count <= 1 && claim.slots.size() == 1) {
      claim.slots.getFirst().next = count == 0 ? null : pods[0];
      return;
    }
    for (int p = 0; p < count; p++) {
      pods[p].taken = false;
    }
    var slots = claim.slots;
    for (int s = 0; s < slots.size(); s++) {
      slots.get(s).next = boundTo(slots.get(s).advised);
    }
    int p = 0;
    for (int s = 0; s < slots.size(); s++) {
      Slot slot = slots.get(s);
      while (slot.next == null && p < count) {
        if (!pods[p].taken) {
          slot.next = pods[p];
        }
        p++;
      }
    }
  }

  private @Nullable PodState boundTo(NodeState node) {
    for (int p = 0; p < count; p++) {
      if (!pods[p].taken && pods[p].node == node) {
        pods[p].taken = true;
        return pods[p];
      }
    }
    return null;
  }
}
