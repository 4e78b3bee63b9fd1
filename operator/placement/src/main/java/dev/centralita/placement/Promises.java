package dev.centralita.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What workloads were promised; what a promise holds is with the sites it names. */
final class Promises {
  final Company company;
  private final Register register;
  private final TreeMap<String, Promise> byWorkload = new TreeMap<>();

  record Promise(long epoch, Request request, List<Assignment> assignments) {

    Promise {
      assignments = List.copyOf(assignments);
    }
  }

  Promises(Register register) {
    this.register = register;
    company = new Company(register);
  }

  /** By workload, in that order; a copy. */
  TreeMap<String, Promise> all() {
    return new TreeMap<>(byWorkload);
  }

  void commit(String workloadUid, Promise promise) {
    var old = byWorkload.get(workloadUid);
    if (old != null && old.epoch > promise.epoch && promise.epoch != 0) {
      throw new IllegalArgumentException(
          "workload %s: epoch %d is older than the promised %d; decide again"
              .formatted(workloadUid, promise.epoch, old.epoch));
    }
    release(workloadUid);
    byWorkload.put(workloadUid, promise);
    company.enter(workloadUid, promise.request);
    for (var a : promise.assignments) {
      var site = register.get(a.site());
      if (site != null) {
        site.holdings.claim(workloadUid, promise.request.need(), a);
      }
    }
  }

  void release(String workloadUid) {
    var old = byWorkload.remove(workloadUid);
    if (old == null) {
      return;
    }
    company.leave(workloadUid, old.request);
    for (var a : old.assignments) {
      var site = register.get(a.site());
      if (site != null) {
        site.holdings.unclaim(workloadUid);
      }
    }
  }

  /** Promises what a workload was promised then. */
  void restore(String workloadUid, Map<String, Promise> then) {
    var old = then.get(workloadUid);
    if (old == null) {
      release(workloadUid);
    } else {
      commit(workloadUid, old);
    }
  }

  /** A site has come: what was promised there before holds. */
  void claimAll(SiteState site) {
    byWorkload.forEach((uid, promise) -> {
      for (var a : promise.assignments) {
        if (a.site().equals(site.facts.id())) {
          site.holdings.claim(uid, promise.request.need(), a);
        }
      }
    });
  }

  @Nullable Promise get(String workloadUid) {
    return byWorkload.get(workloadUid);
  }

  /** Sites where the workload was promised something. */
  List<SiteState> sites(String workloadUid) {
    var promise = byWorkload.get(workloadUid);
    var out = new ArrayList<SiteState>();
    if (promise != null) {
      for (var a : promise.assignments) {
        var site = register.get(a.site());
        if (site != null && !out.contains(site)) {
          out.add(site);
        }
      }
    }
    return out;
  }

  /** Sites that have as many replicas of the question's workload as it wants there at most. */
  long[] spread(Question q) {
    q.spread = register.widened(q.spread);
    Arrays.fill(q.spread, 0);
    var uid = q.request.workloadUid();
    var promise = byWorkload.get(uid);
    if (promise != null) {
      for (int a = 0; a < promise.assignments.size(); a++) {
        var site = register.get(promise.assignments.get(a).site());
        var claim = site == null ? null : site.holdings.claim(uid);
        if (site != null && claim != null && claim.slots.size() >= q.request.maxReplicasPerSite()) {
          Register.set(q.spread, site.id, true);
        }
      }
    }
    return q.spread;
  }
}
