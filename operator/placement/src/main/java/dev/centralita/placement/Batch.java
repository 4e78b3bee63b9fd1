package dev.centralita.placement;

import dev.centralita.placement.Promises.Promise;
import dev.centralita.placement.hot.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Several requests that wait together: finds places for them that cost less in all than the nearest
 * for one after the other, and compares the two ways to decide, both tried on the live fleet and
 * undone.
 *
 * <p>A plan is made for requests that follow one another and have one priority ({@link #runs}), so
 * that nothing is kept for one while another of higher priority, or one that no plan can express,
 * is decided.
 */
final class Batch {
  /** Fewer have nothing to gain. */
  private static final int FEWEST = 2;

  /** Of the batch, so many from its beginning; who comes later is decided as if alone. */
  static final int MOST_ASKED = 64;

  /** Plans of one batch. */
  static final int MOST_PLANS = 4;

  /** Replicas of one plan. */
  static final int MOST = 32;

  /** Steps of the solver for all plans of a batch. */
  private static final int STEPS = 250;

  private final Fleet fleet;
  private final List<Request> order;
  private final long now;
  private final Map<String, Promise> before = new HashMap<>();

  /** By the uid of the first of them. */
  private final Map<String, List<Request>> runs = new HashMap<>();

  /** By uid of those that a plan can express and that have room: what each alone would cost. */
  private final Map<String, Long> least = new HashMap<>();

  private final Placement masks = new Placement();

  Batch(Fleet fleet, List<Request> order, long now) {
    this.fleet = fleet;
    this.order = order.subList(0, Math.min(order.size(), MOST_ASKED));
    this.now = now;
    for (var request : this.order) {
      var held = fleet.promises.get(request.workloadUid());
      if (held != null) {
        before.put(request.workloadUid(), held);
      }
    }
  }

  /**
   * Whether a request is one that a plan can express: replicas that mind neither each other nor
   * other workloads, on whole GPUs.
   */
  static boolean plans(Request request) {
    var need = request.need();
    boolean single = request.replicas() == 1;
    boolean free =
        !request.singleSite() && !request.allOrNothing() && request.maxReplicasPerSite() == 0;
    return (single || free && request.replicas() > 0 && request.replicas() <= MOST)
        && isAlone(request)
        && need.gpus() > 0
        && need.migProfile().isEmpty()
        && !need.shared();
  }

  private static boolean isAlone(Request request) {
    return request.gang().equals(Gang.NONE)
        && request.affinity().together().isEmpty()
        && request.affinity().apart().isEmpty();
  }

  Seating plan() {
    findRuns();
    if (runs.isEmpty()) {
      return Seating.NONE;
    }
    var alone = inTurn(Seating.NONE, false);
    if (!alone.contended) {
      return Seating.NONE;
    }
    var seating = new Seating(now);
    return inTurn(seating, true).isBelow(alone) ? seating : Seating.NONE;
  }

  private void findRuns() {
    var times = new HashMap<String, Integer>();
    order.forEach(r -> times.merge(r.workloadUid(), 1, Integer::sum));
    var run = new ArrayList<Request>();
    int replicas = 0;
    for (var request : order) {
      boolean plans = times.getOrDefault(request.workloadUid(), 0) == 1 && fleet.plans(request);
      boolean joins = plans && hasRoom(request);
      boolean another =
          !run.isEmpty() && run.getFirst().priority() != request.priority()
              || joins && replicas + request.replicas() > MOST
              || !run.isEmpty() && !plans && !isSettled(request);
      if (another) {
        add(run);
        run = new ArrayList<>();
        replicas = 0;
      }
      if (joins) {
        run.add(request);
        replicas += request.replicas();
      }
    }
    add(run);
  }

  /** Whether any site takes a replica now; notes what that costs. */
  private boolean hasRoom(Request request) {
    var question = fleet.questions.of(request);
    if (!fleet.place(question, now, masks)) {
      return false;
    }
    long micros = question.query.nearest.costMicros[masks.site()];
    least.put(request.workloadUid(), micros * request.weight() * request.replicas());
    return true;
  }

  private void add(List<Request> run) {
    if (run.size() >= FEWEST && runs.size() < MOST_PLANS) {
      runs.put(run.getFirst().workloadUid(), run);
    }
  }

  /**
   * Whether it has exactly what it asks for and keeps it, so that nothing kept can be in its way.
   */
  private boolean isSettled(Request request) {
    var held = before.get(request.workloadUid());
    return isAlone(request)
        && held != null
        && held.request().need().equals(request.need())
        && fleet.decision(request, now).stays();
  }

  private static int replicas(List<Assignment> places) {
    return places.stream().mapToInt(Assignment::replicas).sum();
  }

  private long cost(Request request, List<Assignment> places) {
    var nearest = fleet.kinds.nearness(request).sites;
    long micros = 0;
    for (var a : places) {
      var site = fleet.register.get(a.site());
      micros += site == null ? 0 : (long) a.replicas() * nearest.costMicros[site.id];
    }
    return micros * request.weight();
  }

  /** What a way to decide comes to. */
  private static final class Bill {
    /** GPUs without a place, times weight, by priority from the highest. */
    final Map<Integer, Long> missing = new TreeMap<>(Collections.reverseOrder());

    long cost;
    boolean contended;

    boolean isBelow(Bill other) {
      for (var level : missing.entrySet()) {
        int more = Long.compare(level.getValue(), other.missing.getOrDefault(level.getKey(), 0L));
        if (more != 0) {
          return more < 0;
        }
      }
      return cost < other.cost;
    }
  }

  /**
   * Decides all in turn as they will be; members of gangs, which are others' to decide, left out.
   */
  private Bill inTurn(Seating seating, boolean planned) {
    var bill = new Bill();
    try {
      for (var request : order) {
        var uid = request.workloadUid();
        var run = runs.get(uid);
        if (planned && run != null) {
          seat(run, seating);
        }
        seating.turn(fleet, uid);
        if (request.gang().equals(Gang.NONE)) {
          decide(request, bill);
        }
      }
    } finally {
      seating.end(fleet);
      order.forEach(r -> fleet.promises.restore(r.workloadUid(), before));
    }
    return bill;
  }

  private void decide(Request request, Bill bill) {
    var uid = request.workloadUid();
    var places = fleet.decision(request, now).places();
    fleet.commit(uid, 0, request, places);
    long missing = request.replicas() - replicas(places);
    long cost = cost(request, places);
    bill.missing.merge(
        request.priority(),
        missing * request.weight() * Math.max(1, request.need().gpus()),
        Long::sum);
    bill.cost += cost;
    var alone = least.get(uid);
    bill.contended |= alone != null && (missing > 0 || cost > alone);
  }

  /** Plans a run. */
  private void seat(List<Request> run, Seating seating) {
    var spots = new BatchSites(fleet, run, now).solve(STEPS / runs.size());
    for (int i = 0; i < run.size(); i++) {
      seating.add(run.getFirst().workloadUid(), run.get(i), spots.get(i));
    }
  }
}
