package dev.centralita.placement;

import dev.centralita.placement.hot.Finder;
import org.jspecify.annotations.Nullable;

/** Gives replicas that have no place one, nearest first. */
final class Filling {
  private final Pass pass;
  private final Request request;
  private final Candidates candidates;
  private final long[] open;

  /**
   * @param open a bit for each site that facts and other workloads leave open
   */
  Filling(Pass pass, Candidates candidates, long[] open) {
    this.pass = pass;
    request = pass.asked.request;
    this.candidates = candidates;
    this.open = open;
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
    return candidates.of(pass.query.nearest.rank[site]);
  }

  void nearestFirst() {
    long[] unvisited = open.clone();
    int left = candidates.missing();
    for (var c = left > 0 ? next(unvisited) : null; c != null; c = next(unvisited)) {
      left -= take(c, left);
      if (left == 0) {
        return;
      }
    }
  }

  /** All at one site: where most is already, else the nearest that takes all, else the most. */
  void oneSite() {
    if (candidates.missing() == 0) {
      return;
    }
    Candidate home = null;
    for (var c : candidates.all()) {
      home = !c.kept.isEmpty() && (home == null || c.kept.size() > home.kept.size()) ? c : home;
    }
    if (home != null) {
      take(home, candidates.missing());
      if (candidates.missing() == 0 || candidates.anyRunning()) {
        return;
      }
      candidates.giveBack(home);
    }
    Candidate most = null;
    int mostTaken = 0;
    long[] unvisited = open.clone();
    for (var c = next(unvisited); c != null; c = next(unvisited)) {
      int taken = take(c, request.replicas());
      if (taken == request.replicas()) {
        return;
      }
      candidates.giveBackTaken(c);
      if (taken > mostTaken) {
        most = c;
        mostTaken = taken;
      }
    }
    boolean staying = candidates.all().stream().anyMatch(c -> !c.soft.isEmpty());
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
      candidates.take(c, node);
    }
    return c.taken.size() - before;
  }
}
