package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import dev.centralita.placement.Reason.Leaving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of what a workload has may stay where it is: what the rules still allow, and no more. */
final class Keeping {
  private final Pass pass;
  private final Request request;
  private final Candidates candidates;

  Keeping(Pass pass, Candidates candidates) {
    this.pass = pass;
    request = pass.asked.request;
    this.candidates = candidates;
  }

  void keep(Candidate c) {
    var claim = candidates.claim(c);
    if (claim == null) {
      return;
    }
    int failing = Constraints.failingStatic(c.site, pass.asked);
    boolean blind = false;
    var leaving = Leaving.Stays;
    for (int left = failing; left != 0; left &= left - 1) {
      var reason = SiteRules.reason(Constraint.first(left), c.site.facts, request);
      blind |= reason.blind();
      leaving = reason.leaving().compareTo(leaving) > 0 ? reason.leaving() : leaving;
    }
    if (leaving == Leaving.AtOnce) {
      return;
    }
    for (var slot : claim.slots) {
      if (slot.pod == null && leaving == Leaving.UnlessRunning) {
        continue;
      }
      if (request.maxReplicasPerSite() > 0
          && c.kept.size() + c.soft.size() >= request.maxReplicasPerSite()) {
        return;
      }
      var fit = blind ? slot : refit(c, slot);
      if (fit != null) {
        (leaving == Leaving.WhenPlacedElsewhere ? c.soft : c.kept).add(fit);
        candidates.hold(c, fit, 1);
      }
    }
  }

  /** The slot itself where it still fits, else one on another node of the site, else null. */
  private @Nullable Slot refit(Candidate c, Slot slot) {
    var node = slot.node();
    if (node.facts != null && pass.asked.shape.shaped(node.facts)) {
      var pod = slot.pod;
      if (pod == null ? pass.taking(node) : pass.topUpFits(node, pod)) {
        return slot;
      }
    }
    // Deployments never surge: a pod that must change node first frees what it holds.
    var other = pass.best(c.site);
    return other == null ? null : new Slot(other, pass.milliwatts(other));
  }

  /** Scales down: soft slots first, then the farthest site's, promises before running pods. */
  void trim() {
    int surplus =
        -candidates.missing() + candidates.all().stream().mapToInt(c -> c.soft.size()).sum();
    for (var c : candidates.all().reversed()) {
      surplus -= drop(c, c.soft, surplus);
    }
    for (var c : candidates.all().reversed()) {
      surplus -= drop(c, c.kept, surplus);
    }
  }

  private int drop(Candidate c, List<Slot> slots, int most) {
    int dropped = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = slots.size() - 1; i >= 0 && dropped < most; i--) {
        if (pass == 1 || slots.get(i).pod == null) {
          candidates.hold(c, slots.remove(i), -1);
          dropped++;
        }
      }
    }
    return dropped;
  }

  /**
   * What leaves only once placed elsewhere stays as far as it was not; the rest goes.
   *
   * @return how many replicas stay though they are to leave
   */
  int restoreSoft() {
    int stranded = 0;
    for (var c : candidates.all()) {
      while (!c.soft.isEmpty() && candidates.missing() > 0) {
        c.kept.add(c.soft.removeFirst());
        stranded++;
      }
      c.soft.forEach(slot -> candidates.hold(c, slot, -1));
      c.soft.clear();
    }
    return stranded;
  }
}
