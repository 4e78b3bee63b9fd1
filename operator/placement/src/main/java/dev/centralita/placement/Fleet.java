package dev.centralita.placement;

import dev.centralita.placement.Promises.Promise;
import dev.centralita.placement.hot.Finder;
import dev.centralita.placement.hot.PlaceIndex;
import dev.centralita.placement.hot.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of all sites, and what it has promised there.
 *
 * <p>Not thread-safe: one thread owns it. Facts come in by {@code upsert…}/{@code remove…}; a pod
 * or promise told before its node, and a promise told before its site, waits for it. Every change
 * touches only what it changes. Decisions are pure: nothing is held until {@link #commit}. See
 * DESIGN.md beside this package.
 */
public final class Fleet {
  /** The order in which workloads are given places together. */
  public static final Comparator<Request> HARDEST_FIRST =
      Comparator.comparingInt((Request r) -> -r.priority())
          .thenComparingInt(r -> -r.need().gpus())
          .thenComparingInt(r -> -r.replicas())
          .thenComparing(Request::workloadUid);

  final PlaceIndex index = new PlaceIndex();
  final Register register = new Register(index);
  final Kinds kinds = new Kinds(index, register);
  final NodeRules nodeRules = new NodeRules(index.room());
  final Promises promises = new Promises(register);

  /** A site appears or its facts change. */
  public void upsertSite(SiteFacts facts) {
    var site = register.get(facts.id());
    if (site != null) {
      var before = site.facts;
      site.update(facts);
      register.changed(site, !before.isWhere(facts));
      return;
    }
    var fresh = new SiteState(facts, index, kinds);
    register.add(fresh);
    promises.claimAll(fresh);
  }

  /** A site goes, with its nodes and pods; promises there are kept in case it comes back. */
  public void removeSite(String site) {
    var s = register.get(site);
    if (s != null) {
      s.close();
      register.remove(s);
    }
  }

  /** A node appears or changes. Ignored when the site is not known: its list will come again. */
  public void upsertNode(String site, NodeFacts facts) {
    var s = register.get(site);
    if (s != null) {
      s.upsertNode(facts);
    }
  }

  /** A node goes; pods bound to it hold nothing until it comes back or they are removed too. */
  public void removeNode(String site, String node) {
    var s = register.get(site);
    if (s != null) {
      s.removeNode(node);
    }
  }

  /** A pod that has not finished appears or changes. */
  public void upsertPod(String site, PodFacts pod) {
    var s = register.get(site);
    if (s != null) {
      s.holdings.upsert(pod);
    }
  }

  /** A pod is gone or has finished; a promised slot it filled is open again. */
  public void removePod(String site, String podUid) {
    var s = register.get(site);
    if (s != null) {
      s.holdings.remove(podUid);
    }
  }

  // Decisions.

  /** Prepares a request to be asked by {@link #place} as often as wanted. */
  public Question question(Request request) {
    return new Question(
        request,
        kinds.shape(request.need(), request.tolerations()),
        kinds.eligibility(request),
        kinds.nearness(request));
  }

  /**
   * Where one more replica would go, and which sites fail which rows of the constraint table.
   * Allocates nothing, once the question and the buffer are warm.
   *
   * @param nowEpochSecond the clock, for certificates
   * @return whether {@code out} names a site; its masks are written either way
   */
  public boolean place(Question question, long nowEpochSecond, Placement out) {
    prepare(question, nowEpochSecond);
    return Finder.place(index, question.query, out);
  }

  /** The name of a placement's site. */
  public String siteName(int site) {
    return register.site(site).facts.id();
  }

  /** The name of a placement's node. */
  public String nodeName(int site, int row) {
    return register.site(site).node(row).name;
  }

  /** Brings the masks of a question up to date. */
  void prepare(Question q, long now) {
    if (q.shape.slot < 0) {
      q.shape = kinds.shape(q.request.need(), q.request.tolerations());
    }
    q.eligibility.refresh(now);
    q.nearness.refresh();
    q.query.slot = q.shape.slot;
    if (q.backsOff) {
      q.query.backedOff = backedOff(q);
    }
    if (q.limited) {
      q.query.spread = promises.spread(q);
    }
    q.query.alone = promises.company.alone(q.request);
    q.query.unwelcome = promises.company.unwelcome(q.request);
  }

  private long[] backedOff(Question q) {
    if (q.clock != register.clock()) {
      q.backedOff = new long[register.words()];
      for (var name : q.request.excludedSites().keySet()) {
        var site = register.get(name);
        if (site != null) {
          Register.set(q.backedOff, site.id, true);
        }
      }
      q.clock = register.clock();
    }
    return q.backedOff;
  }

  /** The question as the rules are asked of single sites; prepared before. */
  Asked asked(Question q, long now) {
    return new Asked(
        q.request,
        now,
        q.shape,
        q.nearness,
        kinds,
        promises.company,
        q.query.alone,
        q.query.unwelcome);
  }

  Pass pass(Question question, long now) {
    prepare(question, now);
    var asked = asked(question, now);
    return new Pass(index, register, nodeRules, question.query, asked);
  }

  /**
   * Decides where a workload goes, without holding anything.
   *
   * @param nowEpochSecond the clock, for certificates
   */
  public Verdict decide(Request request, long nowEpochSecond) {
    return decision(request, nowEpochSecond).run();
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
    var before = promises.all();
    for (int i : order) {
      var request = requests.get(i);
      var verdict = decide(request, nowEpochSecond);
      verdicts.set(i, verdict);
      var taken =
          verdict instanceof Verdict.Placed placed ? placed.assignments() : List.<Assignment>of();
      commit(request.workloadUid(), 0, request, taken);
    }
    requests.forEach(request -> promises.restore(request.workloadUid(), before));
    var out = new ArrayList<Verdict>();
    verdicts.forEach(v -> out.add(Objects.requireNonNull(v)));
    return out;
  }

  /**
   * Chooses who is to leave so that those who wait can come. Holds nothing.
   *
   * @param parties each is helped wholly or not at all
   * @param busy workloads that are not to leave now
   */
  public Preemption preempt(List<List<Request>> parties, Set<String> busy, long nowEpochSecond) {
    return Preempting.run(this, parties, busy, nowEpochSecond);
  }

  /** Whole places for as many of some workloads as get one, the hardest first. Holds nothing. */
  public List<Preemption.Seat> together(List<Request> requests, long nowEpochSecond) {
    return Together.run(this, requests, nowEpochSecond);
  }

  /**
   * Places to keep while several requests are decided one after the other, so that all of them come
   * out nearer than if each took the nearest place. Holds nothing.
   *
   * @param inOrder in which they will be decided
   */
  public Seating seating(List<Request> inOrder, long nowEpochSecond) {
    return new Batch(this, inOrder, nowEpochSecond).plan();
  }

  /** Whether a place can be planned for a request among others. */
  public boolean plans(Request request) {
    var held = promises.get(request.workloadUid());
    return Batch.plans(request) && (held == null || held.assignments().isEmpty());
  }

  /** Where all of a workload goes; null when some of it would find no place. */
  @Nullable List<Assignment> whole(Request request, long now) {
    return decision(request, now).whole();
  }

  /** How many replicas of a workload would find no place. */
  int lacking(Request request, long now) {
    return decision(request, now).lacking();
  }

  Decision decision(Request request, long now) {
    return new Decision(pass(question(request), now), promises.sites(request.workloadUid()));
  }

  /** Who may leave a site to save its power, in the order in which they are to be asked. */
  public List<Preemption.Victim> mayLeave(String site, Set<String> busy) {
    var s = register.get(site);
    return s == null ? List.of() : Removable.at(s, promises, register, busy);
  }

  /** How many pods of a workload are bound at a site, promised or not. */
  public int running(String workloadUid, String site) {
    var s = register.get(site);
    return s == null ? 0 : s.holdings.podsOf(workloadUid).size();
  }

  /** Decides, and evaluates every constraint at every site. */
  public Explanation explain(Request request, long nowEpochSecond) {
    var question = question(request);
    var pass = pass(question, nowEpochSecond);
    var verdict = new Decision(pass, promises.sites(request.workloadUid())).run();
    pass.query.spread = question.limited ? promises.spread(question) : null;
    return Explainer.explain(pass, verdict);
  }

  /** Those of some sites at which the law forbids the workload to be. */
  public Set<String> forbidden(Request request, Collection<String> sites, long nowEpochSecond) {
    var out = new TreeSet<String>();
    for (var name : sites) {
      var site = register.get(name);
      if (site != null && Constraints.forbidden(site.facts, request, nowEpochSecond)) {
        out.add(name);
      }
    }
    return out;
  }

  // Promises.

  /**
   * Promises a decided placement, in place of what the workload was promised before.
   *
   * <p>Every replica is a slot that holds its needs at the advised node until a pod of the workload
   * is observed bound there, or else anywhere at the site; from then on the pod holds. When that
   * pod goes the slot holds again, as long as the promise stands.
   */
  public void commit(
      String workloadUid, long epoch, Request request, List<Assignment> assignments) {
    promises.commit(workloadUid, new Promise(epoch, request, assignments));
  }

  /** Forgets what a workload was promised; its pods count until they are gone. */
  public void release(String workloadUid) {
    promises.release(workloadUid);
  }

  // What is known.

  /** The names of all sites, in alphabetical order. */
  public List<String> siteNames() {
    return register.sites().stream().map(s -> s.facts.id()).toList();
  }

  /** What decisions depend on, to be dumped and replayed. */
  public Snapshot snapshot() {
    var seen = new ArrayList<Snapshot.Site>();
    for (var site : register.sites()) {
      var nodes = new ArrayList<NodeFacts>();
      for (var node : site.nodes) {
        if (node.facts != null) {
          nodes.add(node.facts);
        }
      }
      var pods = site.holdings.pods.inOrder().stream().map(p -> p.facts).toList();
      seen.add(new Snapshot.Site(site.facts, nodes, pods));
    }
    var promised = new ArrayList<Snapshot.Promise>();
    promises
        .all()
        .forEach((uid, p) ->
            promised.add(new Snapshot.Promise(uid, p.epoch(), p.request(), p.assignments())));
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

  /** Thousandths of free GPUs that an average replica of those promised finds no room on. */
  public long fragmentation() {
    return index.fragmentation();
  }

  /** What a site has, holds and has left; nothing at all when the site is not known. */
  public SiteUse use(String site) {
    var s = register.get(site);
    return s == null ? new SiteUse(site, List.of(), 0, 0) : s.use();
  }
}
