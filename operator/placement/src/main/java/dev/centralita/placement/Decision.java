package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import dev.centralita.placement.Explanation.Failing;
import dev.centralita.placement.Reason.Leaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one request: keeps what the rules still allow, fills the rest nearest first.
 *
 * <p>Works on the live sites and undoes everything it held, so that after {@link #run} they are as
 * before.
 */
final class Decision {
  /** People read of the nearest; a relaxation for every site of a fleet would cost a decision. */
  private static final int MOST_RELAXED = 20;

  private final List<Candidate> candidates = new ArrayList<>();
  private final Request request;
  private final long now;

  Decision(List<SiteState> sitesById, Request request, long now) {
    this.request = request;
    this.now = now;
    for (var site : sitesById) {
      boolean open = Constraints.failingStatic(site, request, now).isEmpty();
      int rtt = site.distance.meanMicros(request.populations());
      candidates.add(new Candidate(site, rtt, open));
    }
    candidates.sort((a, b) -> Integer.compare(a.rttMicros, b.rttMicros));
  }

  Verdict run() {
    candidates.forEach(c -> holdClaim(c, -1));
    candidates.forEach(this::keep);
    trim();
    if (request.singleSite()) {
      fillOneSite();
    } else {
      fillNearestFirst();
    }
    restoreSoft();
    if (request.allOrNothing() && missing() > 0 && !anyRunning()) {
      candidates.forEach(this::giveBack);
    }
    var verdict = verdict();
    candidates.forEach(this::giveBack);
    candidates.forEach(c -> holdClaim(c, 1));
    return verdict;
  }

  private @Nullable Claim claim(Candidate c) {
    return c.site.claims.get(request.workloadUid());
  }

  private void holdClaim(Candidate c, int sign) {
    var claim = claim(c);
    if (claim != null) {
      claim.slots.forEach(slot -> c.site.hold(slot, claim.need, sign));
    }
  }

  private void keep(Candidate c) {
    var claim = claim(c);
    if (claim == null) {
      return;
    }
    var failing = Constraints.failingStatic(c.site, request, now);
    boolean blind = failing.stream().anyMatch(f -> f.reason().blind());
    var leaving = Leaving.Stays;
    for (var f : failing) {
      var its = f.reason().leaving();
      leaving = its.compareTo(leaving) > 0 ? its : leaving;
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
        c.site.hold(fit, request.need(), 1);
      }
    }
  }

  /** The slot itself where it still fits, else one on another node of the site, else null. */
  private @Nullable Slot refit(Candidate c, Slot slot) {
    var node = c.site.nodes.get(slot.node());
    var need = request.need();
    if (node != null && node.hasShape(need)) {
      var pod = slot.pod;
      if (pod == null
          ? c.site.takes(node, request)
          : topUpFits(c.site, node, NodeState.topUp(need, pod))) {
        return slot;
      }
    }
    // Deployments never surge: a pod that must change node first frees what it holds.
    var other = c.site.bestNode(request);
    return other == null ? null : new Slot(other.facts.name(), milliwatts(other));
  }

  private boolean topUpFits(SiteState site, NodeState node, Need topUp) {
    boolean nothing = topUp.gpus() == 0 && topUp.cpuMillis() == 0 && topUp.memoryBytes() == 0;
    return nothing
        || ((topUp.gpus() == 0 || node.freeUnits(topUp) >= topUp.gpus())
            && node.freeCpu() >= topUp.cpuMillis()
            && node.freeMemory() >= topUp.memoryBytes()
            && site.ceilingAllows(node, topUp)
            && site.powerAllows(node, topUp));
  }

  /** Scales down: soft slots first, then the farthest site's, promises before running pods. */
  private void trim() {
    int surplus = -missing() + candidates.stream().mapToInt(c -> c.soft.size()).sum();
    for (int i = candidates.size() - 1; i >= 0 && surplus > 0; i--) {
      surplus -= drop(candidates.get(i).site, candidates.get(i).soft, surplus);
    }
    for (int i = candidates.size() - 1; i >= 0 && surplus > 0; i--) {
      surplus -= drop(candidates.get(i).site, candidates.get(i).kept, surplus);
    }
  }

  private int drop(SiteState site, List<Slot> slots, int most) {
    int dropped = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = slots.size() - 1; i >= 0 && dropped < most; i--) {
        if (pass == 1 || slots.get(i).pod == null) {
          site.hold(slots.remove(i), request.need(), -1);
          dropped++;
        }
      }
    }
    return dropped;
  }

  private void fillNearestFirst() {
    int left = missing();
    for (int i = 0; i < candidates.size() && left > 0; i++) {
      var c = candidates.get(i);
      int before = c.taken.size();
      take(c, left);
      left -= c.taken.size() - before;
    }
  }

  private void fillOneSite() {
    if (missing() == 0) {
      return;
    }
    Candidate home = null;
    for (var c : candidates) {
      home = !c.kept.isEmpty() && (home == null || c.kept.size() > home.kept.size()) ? c : home;
    }
    if (home != null) {
      take(home, missing());
      if (missing() == 0 || anyRunning()) {
        return;
      }
      giveBack(home);
    }
    Candidate most = null;
    int mostTaken = 0;
    for (var c : candidates) {
      take(c, request.replicas());
      int taken = c.taken.size();
      if (taken == request.replicas()) {
        return;
      }
      giveBackTaken(c);
      if (taken > mostTaken) {
        most = c;
        mostTaken = taken;
      }
    }
    boolean staying = candidates.stream().anyMatch(c -> !c.soft.isEmpty());
    if (most != null && !staying) {
      take(most, mostTaken);
    }
  }

  private void take(Candidate c, int wanted) {
    int most = request.maxReplicasPerSite();
    while (c.open && wanted > 0 && (most == 0 || c.replicas() < most)) {
      var node = c.site.bestNode(request);
      if (node == null) {
        return;
      }
      c.site.hold(node, request.need(), 1);
      c.taken.add(node);
      wanted--;
    }
  }

  /** What leaves only once placed elsewhere stays as far as it was not; the rest goes. */
  private void restoreSoft() {
    for (var c : candidates) {
      while (!c.soft.isEmpty() && missing() > 0) {
        c.kept.add(c.soft.removeFirst());
      }
      c.soft.forEach(slot -> c.site.hold(slot, request.need(), -1));
      c.soft.clear();
    }
  }

  private int missing() {
    return request.replicas() - candidates.stream().mapToInt(Candidate::replicas).sum();
  }

  private boolean anyRunning() {
    return candidates.stream().anyMatch(c -> c.kept.stream().anyMatch(s -> s.pod != null));
  }

  private void giveBack(Candidate c) {
    giveBackTaken(c);
    c.kept.forEach(slot -> c.site.hold(slot, request.need(), -1));
    c.kept.clear();
  }

  private void giveBackTaken(Candidate c) {
    c.taken.forEach(node -> c.site.hold(node, request.need(), -1));
    c.taken.clear();
  }

  private Verdict verdict() {
    var assignments = new ArrayList<Assignment>();
    int last = -1;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).replicas() > 0) {
        assignments.add(assignment(candidates.get(i)));
        last = i;
      }
    }
    int missing = missing();
    // The last chosen site has what is left to place: it refuses only when something is missing.
    var refusals = refusals(missing > 0 ? -1 : last);
    return assignments.isEmpty() && request.replicas() > 0
        ? new Verdict.Refused(refusals)
        : new Verdict.Placed(assignments, missing, refusals);
  }

  private Assignment assignment(Candidate c) {
    var nodes = new ArrayList<String>();
    long milliwatts = 0;
    for (var slot : c.kept) {
      nodes.add(slot.node());
      var node = c.site.nodes.get(slot.node());
      milliwatts += node == null ? slot.milliwatts : milliwatts(node);
    }
    for (var node : c.taken) {
      nodes.add(node.facts.name());
      milliwatts += milliwatts(node);
    }
    return new Assignment(
        c.site.facts.id(), nodes.size(), nodes, c.rttMicros, (milliwatts + 999) / 1000);
  }

  private long milliwatts(NodeState node) {
    var gpu = node.facts.gpu();
    return gpu == null || request.need().gpus() == 0 ? 0 : Watts.milliwatts(gpu, request.need());
  }

  /** Why the sites other than {@code spared} take no more, nearest first. */
  private List<Refusal> refusals(int spared) {
    var out = new ArrayList<Refusal>();
    for (int i = 0; i < candidates.size(); i++) {
      var c = candidates.get(i);
      var failing = i == spared ? List.<Failing>of() : failing(c);
      if (!failing.isEmpty()) {
        out.add(refusal(c, failing, out.size() < MOST_RELAXED));
      }
    }
    return out;
  }

  private List<Failing> failing(Candidate c) {
    return Constraints.failing(c.site, request, now, c.replicas());
  }

  private Refusal refusal(Candidate c, List<Failing> failing, boolean relax) {
    var first = failing.getFirst();
    return new Refusal(
        c.site.facts.id(),
        first.reason(),
        first.need(),
        first.offer(),
        c.rttMicros,
        relax ? Relaxer.smallest(c.site, request, now, c.replicas(), failing) : null);
  }
}
