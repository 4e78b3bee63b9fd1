package dev.centralita.placement;

import dev.centralita.placement.Preemption.Seat;
import dev.centralita.placement.Promises.Promise;
import dev.centralita.placement.Removable.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Searches who is to leave, by trying on the live fleet and undoing. One party of those who wait
 * after the other, higher priority first: its least loss, found among what stands on one node, at
 * one site, anywhere; then all parties together, so that nobody leaves whom only the order had
 * chosen. Exact as long as there are looks left; after that what was found is needed, but something
 * less may have done.
 */
final class Preempting {
  /** For one search; as many again at most to spare whom only the order had chosen. */
  static final int STEPS = 8_000;

  private final Fleet fleet;
  private final Promises promises;
  private final long now;
  private final Map<String, Promise> before;

  /** Whatever lets itself be asked; the least loss first. */
  private final List<Removable> all;

  private final Victims victims;
  private final int most;
  private int left;

  /** Of those left, not for the group that is looked at. */
  private int reserved;

  private @Nullable Loss least;
  private List<Removable> best = List.of();

  /**
   * @param steps see {@link #STEPS}
   */
  Preempting(Fleet fleet, List<List<Request>> parties, Set<String> busy, long now, int steps) {
    this.fleet = fleet;
    this.now = now;
    most = steps;
    left = steps;
    promises = fleet.promises;
    before = promises.all();
    var waiting =
        parties.stream()
            .flatMap(List::stream)
            .map(Request::workloadUid)
            .collect(Collectors.toSet());
    all = Removable.of(promises, fleet.register, busy);
    all.removeIf(r -> waiting.contains(r.uid));
    victims = new Victims(fleet, all, now, steps / 2);
  }

  /**
   * Afterwards everything is as it was.
   *
   * @param parties each is seated wholly or not at all
   * @param busy workloads that are not to leave now
   */
  static Preemption run(Fleet fleet, List<List<Request>> parties, Set<String> busy, long now) {
    return new Preempting(fleet, parties, busy, now, STEPS).run(parties);
  }

  /** Once only. */
  Preemption run(List<List<Request>> parties) {
    var inOrder = new ArrayList<>(parties);
    inOrder.sort(Comparator.comparingInt(party -> -Victims.lowest(party)));
    var served = new ArrayList<Request>();
    try {
      for (var party : inOrder) {
        var leaving = cheapest(party);
        if (leaving != null && isBearable(leaving, served, party)) {
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

  /** Whether it can still be found out for all together who of those that leave is needed. */
  private boolean isBearable(List<Removable> leaving, List<Request> served, List<Request> party) {
    var gone = new ArrayList<>(gone());
    gone.addAll(leaving);
    var seated = new ArrayList<>(served);
    seated.addAll(party);
    return gone.isEmpty() || Victims.work(gone, seated) <= most;
  }

  private List<Removable> gone() {
    return all.stream().filter(Removable::isLifted).toList();
  }

  private List<Seat> seats(List<Request> served) {
    var out = new ArrayList<Seat>();
    for (var request : served) {
      var promise = promises.get(request.workloadUid());
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
    if (ask(party)) {
      return best;
    }
    var groups = victims.groups(party);
    long last = Victims.work(groups.isEmpty() ? List.of() : groups.getLast(), party);
    for (var group : groups) {
      // What finds most is looked at last, and must be left enough for.
      reserved = group == groups.getLast() || last > left ? 0 : (int) last;
      if (Victims.work(group, party) <= left - reserved) {
        look(group, party);
      }
    }
    reserved = 0;
    return least == null ? null : best;
  }

  /** Searches one group for less loss than is known; afterwards everything is back. */
  private void look(List<Removable> group, List<Request> party) {
    if (spare(group, party)) {
      search(group, 0, new ArrayList<>(), party);
    }
  }

  /** Whether it helps that a group leaves, considered without those who are not needed. */
  private boolean spare(List<Removable> group, List<Request> party) {
    group.forEach(this::lift);
    boolean helps = ask(party);
    for (var r : group.reversed()) {
      putBack(r);
      // One by one they are spared, so that even the first answer stops nobody for nothing.
      if (helps && !ask(party)) {
        lift(r);
      }
    }
    if (helps) {
      consider(group.stream().filter(Removable::isLifted).toList(), party);
      group.stream().filter(Removable::isLifted).forEach(this::putBack);
    }
    return helps;
  }

  private void search(
      List<Removable> group, int from, List<Removable> lifted, List<Request> party) {
    if (!lifted.isEmpty() && ask(party)) {
      consider(List.copyOf(lifted), party);
      return;
    }
    for (int i = from; i < group.size() && left > reserved; i++) {
      var next = group.get(i);
      if (least != null && Loss.replicas(lifted) + next.replicas > least.replicas()) {
        return;
      }
      lift(next);
      lifted.add(next);
      search(group, i + 1, lifted, party);
      lifted.removeLast();
      putBack(next);
    }
  }

  private void lift(Removable r) {
    left -= r.replicas;
    r.lift();
  }

  private void putBack(Removable r) {
    left -= r.replicas;
    r.putBack();
  }

  private boolean ask(List<Request> party) {
    left -= Victims.replicas(party);
    return isSeated(party);
  }

  /** How many steps were made. */
  int spent() {
    return most - left;
  }

  private void consider(List<Removable> lifted, List<Request> party) {
    seat(party);
    int homeless = 0;
    for (var r : lifted) {
      left -= r.promise.request().replicas();
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
    var gone = gone();
    if (gone.isEmpty()) {
      return seats;
    }
    unseat(served);
    best = needed(gone, served);
    least = Loss.of(best, 0);
    var useful = victims.of(served);
    if (Victims.work(useful, served) <= left) {
      look(useful, served);
    }
    best.forEach(Removable::lift);
    return best.equals(gone) || !seat(served) ? seats : seats(served);
  }

  /** Those of the lifted without whom, one by one, not all would have a place; all are put back. */
  private List<Removable> needed(List<Removable> gone, List<Request> served) {
    var staying = gone;
    for (boolean again = true; again; ) {
      again = false;
      for (var r : List.copyOf(staying.reversed())) {
        putBack(r);
        if (ask(served)) {
          staying = staying.stream().filter(other -> other != r).toList();
          again = true;
        } else {
          lift(r);
        }
      }
    }
    staying.forEach(this::putBack);
    return staying;
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
