package dev.centralita.placement;

import dev.centralita.placement.Claim.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sites of one decision that have or get replicas, nearest first, and what it holds there on
 * the live sites until it is undone.
 */
final class Candidates {
  private final List<Candidate> list = new ArrayList<>();
  private final Pass pass;
  private final Request request;
  private final Load load;
  private final Journal journal = new Journal();

  /**
   * @param own sites where the workload was promised something
   */
  Candidates(Pass pass, List<SiteState> own) {
    this.pass = pass;
    request = pass.asked.request;
    load = pass.asked.shape.load;
    for (var site : own) {
      list.add(new Candidate(site, pass.rank(site)));
    }
    sort();
  }

  List<Candidate> all() {
    return list;
  }

  void sort() {
    list.sort(Comparator.comparingInt(c -> c.rank));
  }

  void undo() {
    journal.undo();
  }

  @Nullable Claim claim(Candidate c) {
    return c.site.holdings.claim(request.workloadUid());
  }

  /** Takes back what the workload is promised there. */
  void lift(Candidate c) {
    var claim = claim(c);
    if (claim != null) {
      claim.slots.forEach(s -> journal.hold(c.site, s, claim.load, claim.need, -1));
    }
  }

  void hold(Candidate c, Slot slot, int sign) {
    journal.hold(c.site, slot, load, request.need(), sign);
  }

  void hold(Candidate c, NodeState node, int sign) {
    journal.hold(c.site, node, load, request.need(), sign);
  }

  /** One more replica goes there. */
  void take(Candidate c, NodeState node) {
    hold(c, node, 1);
    c.taken.add(node);
    if (!list.contains(c)) {
      list.add(c);
    }
  }

  /** The candidate of a rank; it is among these only once it has something. */
  Candidate of(int rank) {
    for (var c : list) {
      if (c.rank == rank) {
        return c;
      }
    }
    return new Candidate(pass.site(rank), rank);
  }

  void giveBack(Candidate c) {
    giveBackTaken(c);
    c.kept.forEach(slot -> hold(c, slot, -1));
    c.kept.clear();
  }

  void giveBackTaken(Candidate c) {
    c.taken.forEach(node -> hold(c, node, -1));
    c.taken.clear();
  }

  int missing() {
    return request.replicas() - list.stream().mapToInt(Candidate::replicas).sum();
  }

  boolean anyRunning() {
    return list.stream().anyMatch(c -> c.kept.stream().anyMatch(s -> s.pod != null));
  }

  List<Assignment> assignments() {
    var out = new ArrayList<Assignment>();
    for (var c : list) {
      if (c.replicas() > 0) {
        out.add(c.assignment(pass));
      }
    }
    return out;
  }

  @Nullable SiteState last() {
    for (var c : list.reversed()) {
      if (c.replicas() > 0) {
        return c.site;
      }
    }
    return null;
  }
}
