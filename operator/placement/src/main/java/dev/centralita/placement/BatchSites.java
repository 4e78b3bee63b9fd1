package dev.centralita.placement;

import dev.centralita.placement.solve.BatchProblem;
import dev.centralita.placement.solve.BatchSolver;
import dev.centralita.placement.solve.Budget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as several requests for whole GPUs see it now, as a {@link BatchProblem}: nodes of a
 * site that admit the same of their shapes are a site there, with the GPUs that ceiling and power
 * let them give. Cores and memory are not in it.
 */
final class BatchSites {
  /** The nearest sites with so many times the GPUs that all ask for are near enough. */
  private static final int REACH = 2;

  /** Sites of the problem: the work of a step grows with their square. */
  static final int MOST_GROUPS = 32;

  /** Of the clock, which must go on by what a share of the time can be taken of. */
  private static final long TICK = 1_000;

  private final Fleet fleet;
  private final List<Request> requests;
  private final List<Wish> wishes = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  /** Sites whose nodes are among the groups. */
  private final long[] offered;

  private final int replicas;

  /** Where one replica may be put. */
  record Spot(SiteState site, NodeState node) {}

  /** What one of the requests may have: as many of its nearest sites as it has walked past. */
  private static final class Wish {
    final Pass pass;
    final int shape;
    final long[] open;
    final long[] taking;

    /** A bit for each that may take it. */
    final long[] sites;

    int rank;
    long found;

    Wish(Pass pass, int shape) {
      this.pass = pass;
      this.shape = shape;
      open = pass.open();
      taking = pass.index.taking(pass.query.slot);
      sites = new long[open.length];
    }

    int[] micros() {
      return pass.query.nearest.costMicros;
    }

    /** The next site by the table as it is now; null after the last. */
    @Nullable SiteState next() {
      while (rank < pass.sites()) {
        var site = pass.site(rank++);
        if (Register.get(open, site.id) && Register.get(taking, site.id)) {
          return site;
        }
      }
      return null;
    }
  }

  private record Group(SiteState site, BitSet shapes, List<NodeState> nodes, List<Integer> free) {
    Group(SiteState site, BitSet shapes) {
      this(site, shapes, new ArrayList<>(), new ArrayList<>());
    }
  }

  BatchSites(Fleet fleet, List<Request> requests, long now) {
    this.fleet = fleet;
    this.requests = requests;
    replicas = requests.stream().mapToInt(Request::replicas).sum();
    offered = new long[fleet.index.words()];
    for (var request : requests) {
      var pass = fleet.pass(request, now);
      var shape = pass.asked.shape;
      if (!shapes.contains(shape)) {
        shapes.add(shape);
      }
      wishes.add(new Wish(pass, shapes.indexOf(shape)));
    }
    reach(requests.stream().mapToLong(r -> (long) r.replicas() * r.need().gpus()).sum());
  }

  /** Each walks on from site to site in turn, until its own have enough to give. */
  private void reach(long wanted) {
    var walking = new ArrayList<>(wishes);
    while (!walking.isEmpty()) {
      walking.removeIf(wish -> {
        var site = wish.found < REACH * wanted ? wish.next() : null;
        if (site == null || !offer(site)) {
          return true;
        }
        Register.set(wish.sites, site.id, true);
        for (var node : site.nodes) {
          wish.found += wish.pass.taking(node) ? fleet.index.room().wholeGpus(node.row) : 0;
        }
        return false;
      });
    }
  }

  /** Whether the site is part of the problem, now at the latest. */
  private boolean offer(SiteState site) {
    if (Register.get(offered, site.id)) {
      return true;
    }
    int before = groups.size();
    give(site);
    if (groups.size() > MOST_GROUPS) {
      groups.subList(before, groups.size()).clear();
      return false;
    }
    Register.set(offered, site.id, true);
    return true;
  }

  /**
   * Takes what every node gives, so that what nodes share is given once, and gives it back. More
   * nodes than there are replicas are of no use: those that have most are enough.
   */
  private void give(SiteState site) {
    var room = fleet.index.room();
    var nodes = new ArrayList<>(site.nodes);
    nodes.removeIf(node -> node.facts == null || room.wholeGpus(node.row) <= 0);
    nodes.sort(Comparator.comparingInt(node -> -room.wholeGpus(node.row)));
    int first = groups.size();
    var journal = new Journal();
    try {
      for (var node : nodes) {
        var admitted = admitted(node);
        var group = admitted.isEmpty() ? null : group(site, first, admitted);
        int gpus = room.wholeGpus(node.row);
        if (group != null && gpus > 0 && group.nodes.size() < replicas) {
          journal.hold(site, node, new Load(gpus, -1, 0, 0), Need.gpus(gpus), 1);
          group.nodes.add(node);
          group.free.add(gpus);
        }
      }
    } finally {
      journal.undo();
    }
  }

  private BitSet admitted(NodeState node) {
    var out = new BitSet();
    var facts = node.facts;
    for (int s = 0; facts != null && s < shapes.size(); s++) {
      var shape = shapes.get(s);
      out.set(s, shape.shaped(facts) && shape.knownWatts(facts) && shape.admittedBy(facts));
    }
    return out;
  }

  private Group group(SiteState site, int first, BitSet admitted) {
    for (var group : groups.subList(first, groups.size())) {
      if (group.shapes.equals(admitted)) {
        return group;
      }
    }
    var group = new Group(site, admitted);
    groups.add(group);
    return group;
  }

  /**
   * For every request, where its replicas cost least in all; fewer than it has if some are left
   * out.
   *
   * @param steps the solver asks at every step whether there is time: so often there is
   */
  List<List<Spot>> solve(int steps) {
    var solution = BatchSolver.solve(problem(), budget(steps));
    var out = new ArrayList<List<Spot>>();
    int item = 0;
    for (var request : requests) {
      var spots = new ArrayList<Spot>();
      for (int r = 0; r < request.replicas(); r++, item++) {
        if (solution.site(item) >= 0) {
          var group = groups.get(solution.site(item));
          spots.add(new Spot(group.site, group.nodes.get(solution.node(item))));
        }
      }
      out.add(spots);
    }
    return out;
  }

  /** Time that goes on by one whenever it is asked for, so that equal problems end alike. */
  private static Budget budget(int steps) {
    var clock = new AtomicLong();
    return Budget.nanos(steps * TICK, () -> TICK * clock.getAndIncrement());
  }

  /** How many sites the problem has. */
  int sites() {
    return groups.size();
  }

  private BatchProblem problem() {
    var b = BatchProblem.builder(groups.size());
    for (int g = 0; g < groups.size(); g++) {
      for (int gpus : groups.get(g).free) {
        b.node(g, gpus);
      }
    }
    var origins = new IdentityHashMap<int[], Integer>();
    Map<List<Integer>, Integer> policies = new HashMap<>();
    for (int i = 0; i < wishes.size(); i++) {
      var wish = wishes.get(i);
      int origin = origins.computeIfAbsent(wish.micros(), m -> b.origin(row(m)));
      int policy =
          policies.computeIfAbsent(
              allowed(wish), a -> b.policy(a.stream().mapToInt(Integer::intValue).toArray()));
      var request = requests.get(i);
      for (int r = 0; r < request.replicas(); r++) {
        b.item(origin, policy, request.need().gpus(), request.weight());
      }
    }
    return b.build();
  }

  private int[] row(int[] micros) {
    return groups.stream().mapToInt(g -> micros[g.site.id]).toArray();
  }

  private List<Integer> allowed(Wish wish) {
    var out = new ArrayList<Integer>();
    for (int g = 0; g < groups.size(); g++) {
      var group = groups.get(g);
      if (group.shapes.get(wish.shape) && Register.get(wish.sites, group.site.id)) {
        out.add(g);
      }
    }
    return out;
  }
}
