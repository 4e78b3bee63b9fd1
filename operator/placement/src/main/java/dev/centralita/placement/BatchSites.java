package dev.centralita.placement;

import dev.centralita.placement.solve.BatchProblem;
import dev.centralita.placement.solve.BatchSolver;
import dev.centralita.placement.solve.Budget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fleet as several requests for whole GPUs see it now, as a {@link BatchProblem}: nodes of a
 * site that admit the same of their shapes are a site there, with the GPUs that ceiling and power
 * let them give. Cores and memory are not in it.
 */
final class BatchSites {
  /** The nearest sites with so many times the GPUs that all ask for are near enough. */
  private static final int REACH = 2;

  private final Fleet fleet;
  private final List<Request> requests;
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  /** Where one replica may be put. */
  record Spot(SiteState site, NodeState node) {}

  /**
   * @param sites a bit for each that may take it
   * @param micros by site, what a replica there costs
   */
  private record Wish(int shape, long[] sites, int[] micros) {}

  private record Group(SiteState site, BitSet shapes, List<NodeState> nodes, List<Integer> free) {
    Group(SiteState site, BitSet shapes) {
      this(site, shapes, new ArrayList<>(), new ArrayList<>());
    }
  }

  BatchSites(Fleet fleet, List<Request> requests, long now) {
    this.fleet = fleet;
    this.requests = requests;
    int wanted = requests.stream().mapToInt(r -> r.replicas() * r.need().gpus()).sum();
    long[] all = new long[fleet.index.words()];
    for (var request : requests) {
      var pass = fleet.pass(fleet.question(request), now);
      var shape = pass.asked.shape;
      if (!shapes.contains(shape)) {
        shapes.add(shape);
      }
      long[] near = near(pass, REACH * wanted);
      wishes.add(new Wish(shapes.indexOf(shape), near, pass.query.nearest.costMicros));
      for (int w = 0; w < near.length; w++) {
        all[w] |= near[w];
      }
    }
    offer(all);
  }

  /** The nearest sites by the table as it is now, until they have so many GPUs to give. */
  private long[] near(Pass pass, long gpus) {
    long[] near = new long[fleet.index.words()];
    long[] open = pass.open();
    long[] taking = pass.index.taking(pass.query.slot);
    long found = 0;
    for (int rank = 0; rank < pass.sites() && found < gpus; rank++) {
      var site = pass.site(rank);
      if (Register.get(open, site.id) && Register.get(taking, site.id)) {
        Register.set(near, site.id, true);
        for (var node : site.nodes) {
          found += pass.taking(node) ? fleet.index.room().wholeGpus(node.row) : 0;
        }
      }
    }
    return near;
  }

  /** Takes what every node gives, so that what nodes share is given once, and gives it back. */
  private void offer(long[] sites) {
    var journal = new Journal();
    try {
      for (var site : fleet.register.sites()) {
        if (!Register.get(sites, site.id)) {
          continue;
        }
        int first = groups.size();
        for (var node : site.nodes) {
          int gpus = fleet.index.room().wholeGpus(node.row);
          var admitted = admitted(node);
          if (gpus > 0 && !admitted.isEmpty()) {
            journal.hold(site, node, new Load(gpus, -1, 0, 0), Need.gpus(gpus), 1);
            var group = group(site, first, admitted);
            group.nodes.add(node);
            group.free.add(gpus);
          }
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
   */
  List<List<Spot>> solve(long steps) {
    var problem = problem();
    var solution = BatchSolver.solve(problem, Budget.steps(steps));
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
      int origin = origins.computeIfAbsent(wish.micros, m -> b.origin(row(m)));
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
