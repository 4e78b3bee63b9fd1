package dev.centralita.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of all sites, and what it has promised there.
 *
 * <p>Not thread-safe: one thread owns it. Facts come in by {@code upsert…}/{@code remove…}, in any
 * order; a node, pod or promise told before its site waits for it. Decisions are pure: nothing is
 * held until {@link #commit}.
 */
public final class Fleet {
  private final TreeMap<String, SiteState> sites = new TreeMap<>();
  private final TreeMap<String, Promise> promises = new TreeMap<>();

  private record Promise(long epoch, Request request, List<Assignment> assignments) {}

  /** A site appears or its facts change. */
  public void upsertSite(SiteFacts facts) {
    var site = sites.get(facts.id());
    if (site != null) {
      site.update(facts);
      return;
    }
    var fresh = new SiteState(facts);
    sites.put(facts.id(), fresh);
    promises.forEach((uid, p) -> claim(fresh, uid, p));
    fresh.recount();
  }

  /** A site goes, with its nodes and pods; promises there are kept in case it comes back. */
  public void removeSite(String site) {
    sites.remove(site);
  }

  /** A node appears or changes. Ignored when the site is not known: its list will come again. */
  public void upsertNode(String site, NodeFacts facts) {
    var s = sites.get(site);
    if (s != null) {
      s.nodes.put(facts.name(), new NodeState(facts));
      s.recount();
    }
  }

  /** A node goes; pods bound to it hold nothing until they are removed too. */
  public void removeNode(String site, String node) {
    var s = sites.get(site);
    if (s != null && s.nodes.remove(node) != null) {
      s.recount();
    }
  }

  /** A pod that has not finished appears or changes. */
  public void upsertPod(String site, PodFacts pod) {
    var s = sites.get(site);
    if (s != null) {
      s.pods.put(pod.uid(), pod);
      s.recount();
    }
  }

  /** A pod is gone or has finished; a promised slot it filled is open again. */
  public void removePod(String site, String podUid) {
    var s = sites.get(site);
    if (s != null && s.pods.remove(podUid) != null) {
      s.recount();
    }
  }

  /**
   * Decides where a workload goes, without holding anything.
   *
   * @param nowEpochSecond the clock, for certificates
   */
  public Verdict decide(Request request, long nowEpochSecond) {
    try {
      return new Decision(List.copyOf(sites.values()), request, nowEpochSecond).run();
    } catch (RuntimeException e) {
      // It holds and gives back on the live sites: what it left half done is counted anew.
      sites.values().forEach(SiteState::recount);
      throw e;
    }
  }

  /**
   * Decides several workloads together: higher priority first, of equal priority the heavier, then
   * in the given order; each sees what those before it took. Holds nothing afterwards.
   *
   * @return verdicts in the order of {@code requests}
   */
  public List<Verdict> decideAll(List<Request> requests, long nowEpochSecond) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < requests.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingInt((Integer i) -> -requests.get(i).priority())
            .thenComparingInt(i -> -requests.get(i).weight()));
    var verdicts = new ArrayList<@Nullable Verdict>(Collections.nCopies(order.size(), null));
    var before = new TreeMap<>(promises);
    for (int i : order) {
      var request = requests.get(i);
      var verdict = decide(request, nowEpochSecond);
      verdicts.set(i, verdict);
      var taken =
          verdict instanceof Verdict.Placed placed ? placed.assignments() : List.<Assignment>of();
      commit(request.workloadUid(), 0, request, taken);
    }
    for (var request : requests) {
      var old = before.get(request.workloadUid());
      if (old == null) {
        release(request.workloadUid());
      } else {
        commit(request.workloadUid(), old.epoch, old.request, old.assignments);
      }
    }
    var out = new ArrayList<Verdict>();
    verdicts.forEach(v -> out.add(Objects.requireNonNull(v)));
    return out;
  }

  /**
   * Promises a decided placement, in place of what the workload was promised before.
   *
   * <p>Every replica is a slot that holds its needs at the advised node until a pod of the workload
   * is observed bound there, or else anywhere at the site; from then on the pod holds. When that
   * pod goes the slot holds again, as long as the promise stands.
   */
  public void commit(
      String workloadUid, long epoch, Request request, List<Assignment> assignments) {
    var old = promises.get(workloadUid);
    if (old != null && old.epoch > epoch && epoch != 0) {
      throw new IllegalArgumentException(
          "workload %s: epoch %d is older than the promised %d; decide again"
              .formatted(workloadUid, epoch, old.epoch));
    }
    release(workloadUid);
    var promise = new Promise(epoch, request, List.copyOf(assignments));
    promises.put(workloadUid, promise);
    for (var a : promise.assignments) {
      var site = sites.get(a.site());
      if (site != null) {
        claim(site, workloadUid, promise);
        site.recount();
      }
    }
  }

  /** Forgets what a workload was promised; its pods count until they are gone. */
  public void release(String workloadUid) {
    var old = promises.remove(workloadUid);
    if (old == null) {
      return;
    }
    for (var a : old.assignments) {
      var site = sites.get(a.site());
      if (site != null && site.claims.remove(workloadUid) != null) {
        site.recount();
      }
    }
  }

  private static void claim(SiteState site, String workloadUid, Promise promise) {
    for (var a : promise.assignments) {
      if (a.site().equals(site.facts.id())) {
        site.claims.put(workloadUid, new Claim(promise.request.need(), a));
      }
    }
  }

  /** What decisions depend on, to be dumped and replayed. */
  public Snapshot snapshot() {
    var seen = new ArrayList<Snapshot.Site>();
    for (var site : sites.values()) {
      var nodes = site.nodes.values().stream().map(n -> n.facts).toList();
      seen.add(new Snapshot.Site(site.facts, nodes, List.copyOf(site.pods.values())));
    }
    var promised = new ArrayList<Snapshot.Promise>();
    promises.forEach(
        (uid, p) -> promised.add(new Snapshot.Promise(uid, p.epoch, p.request, p.assignments)));
    return new Snapshot(seen, promised);
  }

  /** A fleet in the state of a snapshot. */
  public static Fleet of(Snapshot snapshot) {
    var fleet = new Fleet();
    for (var site : snapshot.sites()) {
      var id = site.facts().id();
      fleet.upsertSite(site.facts());
      site.nodes().forEach(n -> fleet.upsertNode(id, n));
      site.pods().forEach(p -> fleet.upsertPod(id, p));
    }
    for (var p : snapshot.promises()) {
      fleet.commit(p.workloadUid(), p.epoch(), p.request(), p.assignments());
    }
    return fleet;
  }

  /** What a site has, holds and has left; nothing at all when the site is not known. */
  public SiteUse use(String site) {
    var s = sites.get(site);
    return s == null ? new SiteUse(site, List.of(), 0, 0) : s.use();
  }

  /** Decides, and evaluates every constraint at every site. */
  public Explanation explain(Request request, long nowEpochSecond) {
    return Explainer.explain(
        List.copyOf(sites.values()), request, nowEpochSecond, decide(request, nowEpochSecond));
  }
}
