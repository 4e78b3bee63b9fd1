package dev.centralita.placement;

import dev.centralita.placement.BatchSites.Spot;
import dev.centralita.placement.Claim.Slot;
import dev.centralita.placement.Reason.Leaving;
import dev.centralita.placement.hot.Finder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one request: keeps what the rules still allow, fills the rest nearest first.
 *
 * <p>Works on the live sites and undoes everything it held, so that after {@link #run} they are as
 * before. Only sites are visited that have replicas of the workload or take one.
 */
final class Decision {
  /** Sites that have or get replicas, nearest first. */
  private final List<Candidate> candidates = new ArrayList<>();

  private final Pass pass;
  private final Request request;
  private final Load load;
  private final long[] open;
  private final Journal journal = new Journal();
  private int stranded;

  /**
   * @param own sites where the workload was promised something
   */
  Decision(Pass pass, List<SiteState> own) {
    this.pass = pass;
    this.request = pass.asked.request;
    this.load = pass.asked.shape.load;
    this.open = pass.open();
    for (var site : own) {
      candidates.add(new Candidate(site, pass.rank(site)));
    }
    sort();
  }

  private void sort() {
    candidates.sort(Comparator.comparingInt(c -> c.rank));
  }

  Verdict run() {
    try {
      settle();
      return verdict();
    } finally {
      journal.undo();
    }
  }

  /** Where everything goes, without reasons; null when something is missing. */
  @Nullable List<Assignment> whole() {
    try {
      settle();
      return missing() > 0 ? null : assignments();
    } finally {
      journal.undo();
    }
  }

  /** Where it goes, without reasons. */
  List<Assignment> places() {
    try {
      settle();
      return assignments();
    } finally {
      journal.undo();
    }
  }

  /** What of it some spots that were found for it take, by all rules of a decision. */
  List<Assignment> at(List<Spot> spots) {
    try {
      for (var spot : spots) {
        if (Register.get(open, spot.site().id) && pass.taking(spot.node())) {
          var c = candidate(pass.rank(spot.site()));
          hold(c, spot.node(), 1);
          c.taken.add(spot.node());
          if (!candidates.contains(c)) {
            candidates.add(c);
          }
        }
      }
      sort();
      return assignments();
    } finally {
      journal.undo();
    }
  }

  /** Whether all of it is where it was, and nothing else is wanted. */
  boolean stays() {
    try {
      settle();
      return missing() == 0
          && stranded == 0
          && candidates.stream().allMatch(c -> c.taken.isEmpty() && keepsAll(c));
    } finally {
      journal.undo();
    }
  }

  private boolean keepsAll(Candidate c) {
    var claim = claim(c);
    return claim == null || claim.slots.equals(c.kept);
  }

  /** How many replicas find no place. */
  int lacking() {
    try {
      settle();
      return missing();
    } finally {
      journal.undo();
    }
  }

  private void settle() {
    candidates.forEach(this::lift);
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
    sort();
  }

  private void lift(Candidate c) {
    var claim = claim(c);
    if (claim != null) {
      claim.slots.forEach(s -> journal.hold(c.site, s, claim.load, claim.need, -1));
    }
  }

  private @Nullable Claim claim(Candidate c) {
    return c.site.holdings.claim(request.workloadUid());
  }

  private void hold(Candidate c, Slot slot, int sign) {
    journal.hold(c.site, slot, load, request.need(), sign);
  }

  private void hold(Candidate c, NodeState node, int sign) {
    journal.hold(c.site, node, load, request.need(), sign);
  }

  private void keep(Candidate c) {
    var claim = claim(c);
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
        hold(c, fit, 1);
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
  private void trim() {
    int surplus = -missing() + candidates.stream().mapToInt(c -> c.soft.size()).sum();
    for (int i = candidates.size() - 1; i >= 0 && surplus > 0; i--) {
      surplus -= drop(candidates.get(i), candidates.get(i).soft, surplus);
    }
    for (int i = candidates.size() - 1; i >= 0 && surplus > 0; i--) {
      surplus -= drop(candidates.get(i), candidates.get(i).kept, surplus);
    }
  }

  private int drop(Candidate c, List<Slot> slots, int most) {
    int dropped = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int i = slots.size() - 1; i >= 0 && dropped < most; i--) {
        if (pass == 1 || slots.get(i).pod == null) {
          hold(c, slots.remove(i), -1);
          dropped++;
        }
      }
    }
    return dropped;
  }

  /** The nearest site that is open, not yet visited and takes one more; null when none is. */
  private @Nullable Candidate next(long[] unvisited) {
    long[] taking = pass.index.taking(pass.query.slot);
    long[] takers = unvisited.clone();
    for (int w = 0; w < takers.length; w++) {
      takers[w] &= taking[w];
    }
    int site = Finder.nearest(pass.index, pass.query, takers);
    if (site < 0) {
      return null;
    }
    Register.set(unvisited, site, false);
    return candidate(pass.query.nearest.rank[site]);
  }

  /** The candidate of a rank; it is among {@link #candidates} only once it has something. */
  private Candidate candidate(int rank) {
    for (var c : candidates) {
      if (c.rank == rank) {
        return c;
      }
    }
    return new Candidate(pass.site(rank), rank);
  }

  private void fillNearestFirst() {
    long[] unvisited = open.clone();
    int left = missing();
    for (var c = left > 0 ? next(unvisited) : null; c != null; c = next(unvisited)) {
      left -= take(c, left);
      if (left == 0) {
        return;
      }
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
    long[] unvisited = open.clone();
    for (var c = next(unvisited); c != null; c = next(unvisited)) {
      int taken = take(c, request.replicas());
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

  /** Takes up to so many replicas at a site, and says how many. */
  private int take(Candidate c, int wanted) {
    int most = request.maxReplicasPerSite();
    int before = c.taken.size();
    while (Register.get(open, c.site.id)
        && c.taken.size() - before < wanted
        && (most == 0 || c.replicas() < most)) {
      var node = pass.best(c.site);
      if (node == null) {
        break;
      }
      hold(c, node, 1);
      c.taken.add(node);
    }
    if (c.taken.size() > before && !candidates.contains(c)) {
      candidates.add(c);
    }
    return c.taken.size() - before;
  }

  /** What leaves only once placed elsewhere stays as far as it was not; the rest goes. */
  private void restoreSoft() {
    for (var c : candidates) {
      while (!c.soft.isEmpty() && missing() > 0) {
        c.kept.add(c.soft.removeFirst());
        stranded++;
      }
      c.soft.forEach(slot -> hold(c, slot, -1));
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
    c.kept.forEach(slot -> hold(c, slot, -1));
    c.kept.clear();
  }

  private void giveBackTaken(Candidate c) {
    c.taken.forEach(node -> hold(c, node, -1));
    c.taken.clear();
  }

  private List<Assignment> assignments() {
    var out = new ArrayList<Assignment>();
    for (var c : candidates) {
      if (c.replicas() > 0) {
        out.add(c.assignment(pass));
      }
    }
    return out;
  }

  private @Nullable SiteState last() {
    for (var c : candidates.reversed()) {
      if (c.replicas() > 0) {
        return c.site;
      }
    }
    return null;
  }

  private Verdict verdict() {
    var assignments = assignments();
    int missing = missing();
    // The last chosen site has what is left to place: it refuses only when something is missing.
    var spared = missing > 0 ? null : last();
    var refusing = new Refusing(pass, candidates, spared);
    var refusals = refusing.nearest();
    return assignments.isEmpty() && request.replicas() > 0
        ? new Verdict.Refused(refusals, refusing.counts())
        : new Verdict.Placed(assignments, missing, stranded, refusals, refusing.counts());
  }
}
