package dev.centralita.placement;

import dev.centralita.placement.BatchSites.Spot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one request: keeps what the rules still allow, fills the rest nearest first.
 *
 * <p>Works on the live sites and undoes everything it held, so that after {@link #run} they are as
 * before. Only sites are visited that have replicas of the workload or take one.
 */
final class Decision {
  private final Pass pass;
  private final Request request;
  private final long[] open;
  private final Candidates candidates;
  private int stranded;

  /**
   * @param own sites where the workload was promised something
   */
  Decision(Pass pass, List<SiteState> own) {
    this.pass = pass;
    request = pass.asked.request;
    open = pass.open();
    candidates = new Candidates(pass, own);
  }

  Verdict run() {
    try {
      settle();
      return verdict();
    } finally {
      candidates.undo();
    }
  }

  /** Where everything goes, without reasons; null when something is missing. */
  @Nullable List<Assignment> whole() {
    try {
      settle();
      return candidates.missing() > 0 ? null : candidates.assignments();
    } finally {
      candidates.undo();
    }
  }

  /** Where it goes, without reasons. */
  List<Assignment> places() {
    try {
      settle();
      return candidates.assignments();
    } finally {
      candidates.undo();
    }
  }

  /** What of it some spots that were found for it take, by all rules of a decision. */
  List<Assignment> at(List<Spot> spots) {
    try {
      for (var spot : spots) {
        if (Register.get(open, spot.site().id) && pass.taking(spot.node())) {
          candidates.take(candidates.of(pass.rank(spot.site())), spot.node());
        }
      }
      candidates.sort();
      return candidates.assignments();
    } finally {
      candidates.undo();
    }
  }

  /** Whether all of it is where it was, and nothing else is wanted. */
  boolean stays() {
    try {
      settle();
      return candidates.missing() == 0
          && stranded == 0
          && candidates.all().stream().allMatch(c -> c.taken.isEmpty() && keepsAll(c));
    } finally {
      candidates.undo();
    }
  }

  private boolean keepsAll(Candidate c) {
    var claim = candidates.claim(c);
    return claim == null || claim.slots.equals(c.kept);
  }

  /** How many replicas find no place. */
  int lacking() {
    try {
      settle();
      return candidates.missing();
    } finally {
      candidates.undo();
    }
  }

  private void settle() {
    var keeping = new Keeping(pass, candidates);
    candidates.all().forEach(candidates::lift);
    candidates.all().forEach(keeping::keep);
    keeping.trim();
    var filling = new Filling(pass, candidates, open);
    if (request.singleSite()) {
      filling.oneSite();
    } else {
      filling.nearestFirst();
    }
    stranded = keeping.restoreSoft();
    if (request.allOrNothing() && candidates.missing() > 0 && !candidates.anyRunning()) {
      candidates.all().forEach(candidates::giveBack);
    }
    candidates.sort();
  }

  private Verdict verdict() {
    var assignments = candidates.assignments();
    int missing = candidates.missing();
    // The last chosen site has what is left to place: it refuses only when something is missing.
    var spared = missing > 0 ? null : candidates.last();
    var refusing = new Refusing(pass, candidates.all(), spared);
    var refusals = refusing.nearest();
    return assignments.isEmpty() && request.replicas() > 0
        ? new Verdict.Refused(refusals, refusing.counts())
        : new Verdict.Placed(assignments, missing, stranded, refusals, refusing.counts());
  }
}
