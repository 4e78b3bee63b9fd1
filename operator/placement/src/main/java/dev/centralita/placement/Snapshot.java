package dev.centralita.placement;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything a decision depends on beside the request and the clock: the same snapshot, request and
 * time give the same verdict, bit for bit. Plain records; how they are written to a file is for a
 * codec outside this module.
 *
 * @param sites in order of id, with their nodes by name and pods by uid
 * @param promises in order of workload uid
 */
public record Snapshot(List<Site> sites, List<Promise> promises) {

  public Snapshot {
    sites = List.copyOf(sites);
    promises = List.copyOf(promises);
  }

  /** One site with what was observed there. */
  public record Site(SiteFacts facts, List<NodeFacts> nodes, List<PodFacts> pods) {

    public Site {
      nodes = List.copyOf(nodes);
      pods = List.copyOf(pods);
    }
  }

  /** What one workload was promised. */
  public record Promise(
      String workloadUid, long epoch, Request request, List<Assignment> assignments) {

    public Promise {
      assignments = List.copyOf(assignments);
    }
  }

  static Snapshot of(Fleet fleet) {
    var seen = new ArrayList<Site>();
    for (var site : fleet.register.sites()) {
      var nodes = new ArrayList<NodeFacts>();
      for (var node : site.nodes) {
        if (node.facts != null) {
          nodes.add(node.facts);
        }
      }
      var pods = site.holdings.pods.inOrder().stream().map(p -> p.facts).toList();
      seen.add(new Site(site.facts, nodes, pods));
    }
    var promised = new ArrayList<Promise>();
    fleet
        .promises
        .all()
        .forEach(
            (uid, p) -> promised.add(new Promise(uid, p.epoch(), p.request(), p.assignments())));
    return new Snapshot(seen, promised);
  }

  Fleet fleet() {
    var fleet = new Fleet();
    for (var site : sites) {
      var id = site.facts().id();
      fleet.upsertSite(site.facts());
      site.nodes().forEach(n -> fleet.upsertNode(id, n));
      site.pods().forEach(p -> fleet.upsertPod(id, p));
    }
    for (var p : promises) {
      fleet.commit(p.workloadUid(), p.epoch(), p.request(), p.assignments());
    }
    return fleet;
  }
}
