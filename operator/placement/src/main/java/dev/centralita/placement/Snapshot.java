package dev.centralita.placement;

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
}
