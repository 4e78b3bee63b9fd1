package dev.centralita.placement;

import dev.centralita.placement.Promises.Promise;
import dev.centralita.placement.hot.Finder;
import dev.centralita.placement.hot.PlaceIndex;
import dev.centralita.placement.hot.Placement;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
  /** The order in which those who wait together are decided one by one; of equals as they came. */
  public static final Comparator<Request> HEAVIEST_FIRST =
      Comparator.comparingInt((Request r) -> -r.priority()).thenComparingInt(r -> -r.weight());

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
  final Questions questions = new Questions(register, kinds, promises);

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
    return questions.of(request);
  }

  /**
   * Where one more replica would go, and which sites fail which rows of the constraint table.
   * Allocates nothing, once the question and the buffer are warm.
   *
   * @param nowEpochSecond the clock, for certificates
   * @return whether {@code out} names a site; its masks are written either way
   */
  public boolean place(Question question, long nowEpochSecond, Placement out) {
    questions.prepare(question, nowEpochSecond);
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
    return InTurn.decide(this, requests, nowEpochSecond);
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
    return new Decision(pass(request, now), promises.sites(request.workloadUid()));
  }

  /** A request as it is looked at for all sites at once, by the masks of now. */
  Pass pass(Request request, long now) {
    return pass(questions.of(request), now);
  }

  private Pass pass(Question question, long now) {
    questions.prepare(question, now);
    return new Pass(index, register, nodeRules, question.query, questions.asked(question, now));
  }

  /** Who may leave a site to save its power, in the order in which they are to be asked. */
  public List<Preemption.Victim> mayLeave(String site, Set<String> busy) {
    var s = register.get(site);
    return s == null ? List.of() : Removable.at(s, promises, busy);
  }

  /** How many pods of a workload are bound at a site, promised or not. */
  public int running(String workloadUid, String site) {
    var s = register.get(site);
    return s == null ? 0 : s.holdings.podsOf(workloadUid).size();
  }

  /** Decides, and evaluates every constraint at every site. */
  public Explanation explain(Request request, long nowEpochSecond) {
    var question = questions.of(request);
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
    return Snapshot.of(this);
  }

  /** A fleet in the state of a snapshot. */
  public static Fleet of(Snapshot snapshot) {
    return snapshot.fleet();
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
