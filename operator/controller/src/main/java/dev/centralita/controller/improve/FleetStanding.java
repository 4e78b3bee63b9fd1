package dev.centralita.controller.improve;

import dev.centralita.placement.Affinity;
import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import dev.centralita.placement.PodFacts;
import dev.centralita.placement.PolicyClass;
import dev.centralita.placement.Population;
import dev.centralita.placement.Request;
import dev.centralita.placement.Snapshot;
import dev.centralita.placement.Toleration;
import dev.centralita.placement.hot.Placement;
import dev.centralita.placement.improve.Grid;
import dev.centralita.placement.improve.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settled part of the fleet as a problem for the improver: services with users, whole GPUs or
 * none, whose every pod is bound where it was promised. Everything else only holds what it holds.
 *
 * <p>It may be coarser than the Fleet (declared ceilings and taints of nodes are left to the
 * decision): what is found is only moved when the Fleet, asked as for any decision, takes it.
 */
final class FleetStanding {
  private final Snapshot snapshot;
  private final Fleet fleet;
  private final Placement masks = new Placement();
  private final long now;
  private final Map<String, List<Bound>> podsOf = new HashMap<>();
  private final Map<String, Integer> siteNumber = new HashMap<>();
  private final Map<String, Integer> nodeNumber = new HashMap<>();
  private final Map<Integer, Gpu> gpuOfNode = new HashMap<>();
  private final Map<String, Request> movable = new HashMap<>();
  private final Map<Sort, Reach> reaches = new HashMap<>();
  private final Map<Need, Integer> shapes = new HashMap<>();
  private final Map<Gpu, Integer> kinds = new HashMap<>();
  private final List<Affinity> choosy;
  private int bare = -1;
  private int underWay;

  private record Bound(String site, PodFacts pod) {}

  /** What decides which sites a workload may be at, and how far they are. */
  private record Sort(
      Need need,
      PolicyClass policy,
      List<Population> populations,
      int percentile,
      int maxRttMicros,
      List<Toleration> tolerations,
      Map<String, String> excluded) {

    static Sort of(Request r) {
      return new Sort(
          r.need(),
          r.policy(),
          r.populations(),
          r.percentile(),
          r.maxRttMicros(),
          r.tolerations(),
          r.excludedSites());
    }
  }

  private record Reach(int origin, int policy, long[] open) {}

  private FleetStanding(Snapshot snapshot, long now) {
    this.snapshot = snapshot;
    this.now = now;
    fleet = Fleet.of(snapshot);
    choosy =
        snapshot.promises().stream()
            .map(p -> p.request().affinity())
            .filter(FleetStanding::isChoosy)
            .toList();
    for (var site : snapshot.sites()) {
      for (var pod : site.pods()) {
        var uid = pod.workloadUid();
        if (uid != null) {
          podsOf
              .computeIfAbsent(uid, u -> new ArrayList<>())
              .add(new Bound(site.facts().id(), pod));
        }
      }
    }
    for (var promise : snapshot.promises()) {
      sort(promise);
    }
  }

  /**
   * Reads a snapshot.
   *
   * @param names of the workloads that may be moved, by their uid
   * @param underWay replicas that are not where they were promised, or not alone there
   */
  record Reading(Standing standing, Map<String, String> names, int underWay) {}

  static Reading of(Snapshot snapshot, long nowEpochSecond) {
    var reading = new FleetStanding(snapshot, nowEpochSecond);
    var standing = reading.standing();
    var names = new HashMap<String, String>();
    reading.movable.forEach((uid, request) -> names.put(uid, request.name()));
    return new Reading(standing, names, reading.underWay);
  }

  private void sort(Snapshot.Promise promise) {
    var request = promise.request();
    var pods = podsOf.getOrDefault(promise.workloadUid(), List.of());
    int unsettled = unsettled(promise.assignments(), pods);
    underWay += unsettled;
    if (unsettled == 0
        && !pods.isEmpty()
        && !request.singleSite()
        && !request.allOrNothing()
        // Also what only holds a place after a restart, or while nothing can be asked: no users.
        && !request.populations().isEmpty()
        && aloof(request)
        && request.need().migProfile().isEmpty()
        && !request.need().shared()) {
      movable.put(promise.workloadUid(), request);
    }
  }

  /** Whether no other workload minds where it is, nor it where they are. */
  private boolean aloof(Request request) {
    var own = request.affinity();
    return !isChoosy(own) && choosy.stream().noneMatch(own::concerns);
  }

  private static boolean isChoosy(Affinity affinity) {
    return !affinity.together().isEmpty() || !affinity.apart().isEmpty();
  }

  private static int unsettled(List<Assignment> promised, List<Bound> pods) {
    var missing = new HashMap<String, Integer>();
    promised.forEach(a -> missing.merge(a.site(), a.replicas(), Integer::sum));
    int unsettled = 0;
    for (var bound : pods) {
      if (bound.pod.node() == null || bound.pod.terminating()) {
        unsettled++;
      }
      missing.merge(bound.site, -1, Integer::sum);
    }
    for (int count : missing.values()) {
      unsettled += Math.abs(count);
    }
    return unsettled;
  }

  private Standing standing() {
    var builder = Grid.builder(4, 1);
    var sites = snapshot.sites();
    for (int s = 0; s < sites.size(); s++) {
      addSite(builder, s, sites.get(s));
    }
    var standing = Standing.builder(builder.build());
    for (var uid : new TreeSet<>(movable.keySet())) {
      if (!add(standing, uid)) {
        movable.remove(uid);
      }
    }
    return standing.build();
  }

  private void addSite(Grid.Builder builder, int s, Snapshot.Site site) {
    var id = site.facts().id();
    siteNumber.put(id, s);
    var free = new HashMap<String, long[]>();
    var gpus = new HashMap<String, @Nullable Gpu>();
    for (var node : site.nodes()) {
      free.put(node.name(), Amounts.room(node));
      gpus.put(node.name(), node.gpu());
    }
    var power = site.facts().power();
    long envelope = power.capacityWatts() - power.reserveWatts() - power.baseWatts();
    // GPUs may draw so many milliwatts before their PUE.
    long milliwatts = envelope * 1_000_000 / power.pueMilli();
    for (var pod : site.pods()) {
      var room = pod.node() == null ? null : free.get(pod.node());
      var uid = pod.workloadUid();
      if (room != null && (uid == null || !movable.containsKey(uid))) {
        Amounts.take(room, pod.gpus(), pod.cpuMillis(), pod.memoryBytes());
        milliwatts -= Amounts.drawn(gpus.get(pod.node()), pod.gpus());
      }
    }
    builder.site(id, milliwatts);
    for (var node : site.nodes()) {
      if (node.schedulable() && node.taints().isEmpty()) {
        int number =
            builder.node(
                s, kind(builder, node.gpu()), Objects.requireNonNull(free.get(node.name())));
        nodeNumber.put(id + "/" + node.name(), number);
        if (node.gpu() != null) {
          gpuOfNode.put(number, Amounts.likeness(node.gpu()));
        }
      }
    }
  }

  private int kind(Grid.Builder builder, @Nullable Gpu gpu) {
    if (gpu == null) {
      bare = builder.kind("without GPU");
      return bare;
    }
    int kind = builder.kind(Amounts.likeness(gpu).toString());
    kinds.put(Amounts.likeness(gpu), kind);
    return kind;
  }

  /**
   * False when it stands where nothing may be added now: what becomes of it is decided elsewhere.
   */
  private boolean add(Standing.Builder to, String uid) {
    var request = Objects.requireNonNull(movable.get(uid));
    var nodes = new ArrayList<Integer>();
    var reach = reaches.computeIfAbsent(Sort.of(request), c -> reach(to, request));
    for (var bound : podsOf.getOrDefault(uid, List.of())) {
      Integer node = nodeNumber.get(bound.site + "/" + bound.pod.node());
      int s = siteNumber.getOrDefault(bound.site, 0);
      if (node == null
          || (reach.open[s >> 6] >>> s & 1) == 0
          || !Amounts.takes(request.need(), gpuOfNode.get(node))) {
        return false;
      }
      nodes.add(node);
    }
    to.workload(
        new Standing.Workload(
            uid,
            shapes.computeIfAbsent(request.need(), need -> shape(to, need)),
            reach.origin,
            reach.policy,
            request.weight(),
            request.maxReplicasPerSite(),
            0,
            false,
            nodes.stream().mapToInt(Integer::intValue).toArray()));
    return true;
  }

  private int shape(Standing.Builder to, Need need) {
    int shape = to.shape(need.gpus(), need.cpuMillis(), Amounts.mib(need.memoryBytes()), 1);
    if (need.gpus() == 0 && bare >= 0) {
      to.takes(bare, shape, 0);
    }
    kinds.forEach((gpu, kind) -> {
      if (Amounts.takes(need, gpu)) {
        to.takes(kind, shape, Amounts.drawn(gpu, need.gpus()));
      }
    });
    return shape;
  }

  /** Asked once of a class; capacity plays no part in it. */
  private Reach reach(Standing.Builder to, Request request) {
    int[] rtt = new int[snapshot.sites().size()];
    long[] open = new long[(rtt.length + 63) >> 6];
    var question = fleet.question(request);
    fleet.place(question, now, masks);
    for (int site = 0; site < rtt.length; site++) {
      int s = siteNumber.getOrDefault(fleet.siteName(site), 0);
      rtt[s] = question.rttMicros(site);
      if (masks.passesFacts(site)) {
        open[s >> 6] |= 1L << s;
      }
    }
    return new Reach(to.origin(rtt), to.policy(open), open);
  }
}
