package dev.centralita.controller.fleet;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What workloads are promised, recorded or not yet. Only the fleet's thread's. */
final class Ledger {
  private final Fleet fleet;

  /** Confirmed promises, and those an unconfirmed decision has replaced. */
  private final Map<String, Held> held = new HashMap<>();

  private final Map<String, @Nullable Held> replaced = new HashMap<>();

  /** Workloads that cannot be asked for now, and so would not leave. */
  private final Set<String> silent = new HashSet<>();

  /** Places kept, besides what is promised, for those who wait for others to leave them. */
  private final Map<String, Held> seats = new HashMap<>();

  Ledger(Fleet fleet) {
    this.fleet = fleet;
  }

  @Nullable Held held(String uid) {
    return held.get(uid);
  }

  boolean isPlaced(String uid) {
    var now = held.get(uid);
    return now != null && !now.assignments().isEmpty();
  }

  /** Workloads that are not to be asked to leave: undecided or unrecorded. */
  Set<String> busy() {
    var out = new HashSet<>(replaced.keySet());
    out.addAll(silent);
    return out;
  }

  void silence(String uid) {
    silent.add(uid);
  }

  boolean isOpen(String uid) {
    return replaced.containsKey(uid);
  }

  void promise(Request request, long epoch, Verdict verdict) {
    var uid = request.workloadUid();
    silent.remove(uid);
    var before = held.get(uid);
    // A second decision before the first was recorded still goes back to the recorded one.
    var recorded = replaced.containsKey(uid) ? replaced.get(uid) : before;
    var assignments =
        verdict instanceof Verdict.Placed placed ? placed.assignments() : List.<Assignment>of();
    var now = new Held(epoch, request, assignments);
    commit(now.besides(recorded));
    held.put(uid, now);
    replaced.put(uid, recorded);
  }

  void confirm(String uid) {
    var before = replaced.remove(uid);
    var now = held.get(uid);
    if (now != null && !now.besides(before).equals(now)) {
      hold(now);
    }
  }

  void rollback(String uid) {
    if (!replaced.containsKey(uid)) {
      return;
    }
    var before = replaced.remove(uid);
    fleet.release(uid);
    held.remove(uid);
    if (before != null) {
      hold(before);
    } else if (seats.get(uid) instanceof Held seat) {
      commit(seat);
    }
  }

  void release(String uid) {
    fleet.release(uid);
    held.remove(uid);
    replaced.remove(uid);
    silent.remove(uid);
    seats.remove(uid);
  }

  /** What the Fleet refuses to hold leaves everything as it was. */
  void hold(Held now) {
    commit(now);
    held.put(now.request().workloadUid(), now);
  }

  /** Keeps a place free for one who waits. */
  void seat(Held seat) {
    var uid = seat.request().workloadUid();
    seats.put(uid, seat);
    commitAgain(uid, seat);
  }

  /** The place is no longer kept; what is promised stays. */
  void unseat(String uid) {
    var seat = seats.remove(uid);
    if (seat != null) {
      commitAgain(uid, new Held(seat.epoch(), seat.request(), List.of()));
    }
  }

  private void commitAgain(String uid, Held otherwise) {
    var now = held.get(uid);
    commit(now == null ? otherwise : now.besides(replaced.get(uid)));
  }

  private void commit(Held now) {
    var uid = now.request().workloadUid();
    var all = now.besides(seats.get(uid));
    fleet.commit(uid, now.epoch(), all.request(), all.assignments());
  }
}
