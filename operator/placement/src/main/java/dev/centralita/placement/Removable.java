package dev.centralita.placement;

import dev.centralita.placement.Promises.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one workload runs at one site, to be lifted from the live fleet and put back as it was. */
final class Removable {
  /** Whose loss is the least first. */
  static final Comparator<Removable> LEAST =
      Comparator.comparingInt((Removable r) -> r.replicas)
          .thenComparingInt(r -> r.priority)
          .thenComparing(r -> r.uid)
          .thenComparing(r -> r.site.facts.id());

  final String uid;
  final SiteState site;
  final Promise promise;
  final int replicas;
  final int priority;
  private final Promises promises;
  private final List<PodFacts> pods;
  private boolean lifted;

  /** Of the workload at any site. */
  private final Set<String> liftedSites;

  private Removable(
      String uid, SiteState site, Promise promise, Promises promises, Set<String> liftedSites) {
    this.uid = uid;
    this.site = site;
    this.promise = promise;
    this.promises = promises;
    this.liftedSites = liftedSites;
    pods = site.holdings.podsOf(uid);
    replicas = pods.size();
    priority = promise.request().priority();
  }

  /**
   * What may be stopped for others.
   *
   * @param busy workloads not to be touched now
   */
  static List<Removable> of(Promises promises, Register register, Set<String> busy) {
    var out = new ArrayList<Removable>();
    promises
        .all()
        .forEach((uid, promise) -> {
          var liftedSites = new HashSet<String>();
          for (var assignment : promise.assignments()) {
            var site = register.get(assignment.site());
            if (site != null && mayLeave(uid, promise, site, busy)) {
              out.add(new Removable(uid, site, promise, promises, liftedSites));
            }
          }
        });
    out.sort(LEAST);
    return out;
  }

  /**
   * Who may leave a site to save its power: the lowest priority first, then the least. Looks at
   * nobody else.
   */
  static List<Preemption.Victim> at(SiteState site, Promises promises, Set<String> busy) {
    var out = new ArrayList<Removable>();
    for (var uid : site.holdings.claimants()) {
      var promise = promises.get(uid);
      if (promise != null
          && promise.request().need().gpus() > 0
          && mayLeave(uid, promise, site, busy)) {
        out.add(new Removable(uid, site, promise, promises, new HashSet<>()));
      }
    }
    out.sort(Comparator.comparingInt((Removable r) -> r.priority).thenComparing(LEAST));
    return out.stream().map(Removable::victim).toList();
  }

  private static boolean mayLeave(String uid, Promise promise, SiteState site, Set<String> busy) {
    return promise.request().preemptible() && !busy.contains(uid) && isSettled(uid, site);
  }

  /** What is delivered but not seen yet may still come: its room would be promised twice. */
  private static boolean isSettled(String uid, SiteState site) {
    var claim = site.holdings.claim(uid);
    return site.facts.observed()
        && claim != null
        && !claim.slots.isEmpty()
        && claim.slots.stream().allMatch(slot -> runs(slot.pod));
  }

  private static boolean runs(@Nullable PodState pod) {
    return pod != null && !pod.facts.terminating();
  }

  /** Where its pods are. */
  Set<String> nodes() {
    var out = new TreeSet<String>();
    for (var pod : pods) {
      if (pod.node() != null) {
        out.add(pod.node());
      }
    }
    return out;
  }

  boolean isLifted() {
    return lifted;
  }

  void lift() {
    lifted = true;
    pods.forEach(pod -> site.holdings.remove(pod.uid()));
    liftedSites.add(site.facts.id());
    promise();
  }

  void putBack() {
    lifted = false;
    liftedSites.remove(site.facts.id());
    promise();
    pods.forEach(site.holdings::upsert);
  }

  private void promise() {
    promises.commit(uid, left());
  }

  /** What the workload is promised while parts of it are lifted. */
  Promise left() {
    return new Promise(
        promise.epoch(),
        promise.request(),
        promise.assignments().stream().filter(a -> !liftedSites.contains(a.site())).toList());
  }

  Preemption.Victim victim() {
    return new Preemption.Victim(
        uid, promise.request().name(), site.facts.id(), replicas, priority);
  }

  /** What is lost by lifting some: replicas, then the highest priorities, then homeless ones. */
  record Loss(int replicas, List<Integer> priorities, int homeless) {
    static Loss of(List<Removable> lifted, int homeless) {
      return new Loss(
          replicas(lifted),
          lifted.stream().map(r -> r.priority).sorted(Comparator.reverseOrder()).toList(),
          homeless);
    }

    static int replicas(List<Removable> lifted) {
      return lifted.stream().mapToInt(r -> r.replicas).sum();
    }

    boolean isLess(@Nullable Loss than) {
      if (than == null || replicas != than.replicas) {
        return than == null || replicas < than.replicas;
      }
      for (int i = 0; i < priorities.size() && i < than.priorities.size(); i++) {
        int by = priorities.get(i) - than.priorities.get(i);
        if (by != 0) {
          return by < 0;
        }
      }
      return priorities.size() != than.priorities.size()
          ? priorities.size() < than.priorities.size()
          : homeless < than.homeless;
    }
  }
}
