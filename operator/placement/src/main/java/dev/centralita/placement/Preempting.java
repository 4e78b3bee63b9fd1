package dev.centralita.placement;

import dev.centralita.placement.Preemption.Seat;
import dev.centralita.placement.Promises.Promise;
import dev.centralita.placement.Removable.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches who is to leave, by trying on the live fleet and undoing. One party of those who wait
 * after the other, higher priority first: its least loss, found among what stands on one node, at
 * one site, anywhere; then all parties together, so that nobody leaves whom only the order had
 * chosen. Exact as long as there are looks left; after that what was found is needed, but something
 * less may have done.
 */
final class Preempting {
  /** How often it is asked at most whether a party has its place. */
  private static final int LOOKS = 6_000;

  private final Fleet fleet;
  private final Promises promises;
  private final long now;
  private final Map<String, Promise> before;

  /** Whatever lets itself be asked; the least loss first. */
  private final List<Removable> all;

  private int looks = LOOKS;
  private @Nullable Loss least;
  private List<Removable> best = List.of();

  private Preempting(Fleet fleet, List<List<Request>> parties, Set<String> busy, long now) {
    this.fleet = fleet;
    this.now = now;
    promises = fleet.promises;
    before = promises.all();
    all = Removable.of(promises, fleet.register, busy);
    all.removeIf(r -> parties.stream().anyMatch(party -> isOf(r, party)));
  }

  /**
   * Afterwards everything is as it was.
   *
   * @param parties each is seated wholly or not at all
   * @param busy workloads that are not to leave now
   */
  static Preemption run(Fleet fleet, List<List<Request>> parties, Set<String> busy, long now) {
    return new Preempting(fleet, parties, busy, now).run(parties);
  }

  private static int lowest(List<Request> party) {
    return party.stream()
        .mapToInt(r -> r.preempts() ? r.priority() : Integer.MIN_VALUE)
        .min()
        .orElse(Integer.MIN_VALUE);
  }

  private static boolean isOf(Removable r, List<Request> party) {
    return party.stream().anyMatch(p -> p.workloadUid().equals(r.uid));
  }

  private Preemption run(List<List<Request>> parties) {
    var inOrder = new ArrayList<>(parties);
    inOrder.sort(Comparator.comparingInt(party -> -lowest(party)));
    var served = new ArrayList<Request>();
    try {
      for (var party : inOrder) {
        var leaving = cheapest(party);
        if (leaving != null) {
          leaving.forEach(Removable::lift);
          seat(party);
          served.addAll(party);
        }
      }
      var seats = together(served);
      var gone = all.stream().filter(Removable::isLifted).map(Removable::victim).toList();
      return gone.isEmpty() ? Preemption.NOBODY : new Preemption(gone, seats);
    } finally {
      unseat(served);
      all.stream().filter(Removable::isLifted).forEach(Removable::putBack);
    }
  }

  private List<Seat> seats(List<Request> served) {
    var now = promises.all();
    var out = new ArrayList<Seat>();
    for (var request : served) {
      var promise = now.get(request.workloadUid());
      if (promise != null) {
        out.add(new Seat(request, promise.assignments()));
      }
    }
    return out;
  }

  /** Who would leave for one party, besides those who have left; null when it cannot be helped. */
  private @Nullable List<Removable> cheapest(List<Request> party) {
    least = null;
    best = List.of();
    if (isSeated(party)) {
      return best;
    }
    var candidates = new ArrayList<>(all);
    candidates.removeIf(r -> r.isLifted() || r.priority >= lowest(party));
    for (var group : groups(party, candidates)) {
      if (looks > 0) {
        look(group, party);
      }
    }
    return least == null ? null : best;
  }

  /** From what is looked through quickly to what finds everything. */
  private List<List<Removable>> groups(List<Request> party, List<Removable> candidates) {
    var nearness = fleet.kinds.nearness(party.getFirst());
    nearness.refresh();
    var bySite = new HashMap<SiteState, List<Removable>>();
    candidates.forEach(r -> bySite.computeIfAbsent(r.site, s -> new ArrayList<>()).add(r));
    var sites = new ArrayList<>(bySite.keySet());
    sites.sort(Comparator.comparingInt(site -> nearness.sites.rank[site.id]));
    var out = new ArrayList<List<Removable>>();
    for (var site : sites) {
      for (var node : site.nodes) {
        var there = bySite.getOrDefault(site, List.of()).stream().filter(r -> r.touches(node));
        var group = there.toList();
        if (!group.isEmpty()) {
          out.add(group);
        }
      }
    }
    sites.forEach(site -> out.add(bySite.getOrDefault(site, List.of())));
    if (sites.size() > 1 && (party.size() > 1 || mayBeSplit(party.getFirst()))) {
      out.add(candidates);
    }
    return out;
  }

  private static boolean mayBeSplit(Request request) {
    return request.replicas() > 1 && !request.singleSite();
  }

  /** Searches one group for less loss than is known; afterwards everything is back. */
  private void look(List<Removable> group, List<Request> party) {
    group.forEach(Removable::lift);
    boolean helps = ask(party);
    for (var r : group.reversed()) {
      r.putBack();
      // One by one they are spared, so that even the first answer stops nobody for nothing.
      if (helps && !ask(party)) {
        r.lift();
      }
    }
    if (!helps) {
      return;
    }
    consider(group.stream().filter(Removable::isLifted).toList(), party);
    group.stream().filter(Removable::isLifted).forEach(Removable::putBack);
    search(group, 0, new ArrayList<>(), party);
  }

  private void search(
      List<Removable> group, int from, List<Removable> lifted, List<Request> party) {
    if (!lifted.isEmpty() && ask(party)) {
      consider(List.copyOf(lifted), party);
      return;
    }
    for (int i = from; i < group.size() && looks > 0; i++) {
      var next = group.get(i);
      if (least != null && Loss.replicas(lifted) + next.replicas > least.replicas()) {
        return;
      }
      next.lift();
      lifted.add(next);
      search(group, i + 1, lifted, party);
      lifted.removeLast();
      next.putBack();
    }
  }

  private boolean ask(List<Request> party) {
    looks--;
    return isSeated(party);
  }

  private void consider(List<Removable> lifted, List<Request> party) {
    seat(party);
    int homeless = 0;
    for (var r : lifted) {
      homeless += fleet.lacking(r.promise.request(), now);
    }
    unseat(party);
    var loss = Loss.of(lifted, homeless);
    if (loss.isLess(least)) {
      least = loss;
      best = lifted;
    }
  }

  /**
   * All parties together may need less than each after the other: then that less is lifted, and the
   * seats are other ones.
   */
  private List<Seat> together(List<Request> served) {
    var seats = seats(served);
    var gone = all.stream().filter(Removable::isLifted).toList();
    if (gone.isEmpty()) {
      return seats;
    }
    unseat(served);
    gone.forEach(Removable::putBack);
    best = gone;
    least = Loss.of(gone, 0);
    int lowest = lowest(served);
    look(all.stream().filter(r -> r.priority < lowest).toList(), served);
    best.forEach(Removable::lift);
    return best == gone || !seat(served) ? seats : seats(served);
  }

  // Seats.

  private boolean isSeated(List<Request> party) {
    boolean all = seat(party);
    unseat(party);
    return all;
  }

  /** Gives every one of them a place; false when there is not enough for all. */
  private boolean seat(List<Request> party) {
    for (var request : party) {
      var place = fleet.whole(request, now);
      if (place == null) {
        return false;
      }
      promises.commit(request.workloadUid(), new Promise(0, request, place));
    }
    return true;
  }

  private void unseat(List<Request> party) {
    party.forEach(request -> promises.restore(request.workloadUid(), before));
  }
}
