package dev.centralita.controller.fleet;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One replica of a promise at another site, as a question and as a promise. Pure. */
final class Moves {
  private Moves() {}

  /**
   * Asks for one more replica at one site only, under all rules of the workload; null if it has as
   * many there as it may have.
   */
  static @Nullable Request probe(
      Request r, List<Assignment> assignments, String to, List<String> sites) {
    int there =
        assignments.stream().filter(a -> a.site().equals(to)).mapToInt(Assignment::replicas).sum();
    if (r.maxReplicasPerSite() > 0 && there >= r.maxReplicasPerSite()) {
      return null;
    }
    var excluded = new HashMap<>(r.excludedSites());
    for (var site : sites) {
      if (!site.equals(to)) {
        excluded.put(site, "only " + to + " is asked");
      }
    }
    return r.edit()
        .workloadUid(r.workloadUid() + "/move")
        .replicas(1)
        .allOrNothing(true)
        .singleSite(true)
        .maxReplicasPerSite(0)
        .excludedSites(excluded)
        .done();
  }

  /**
   * The promise with one replica less at the old site and the new place added; null if it has none
   * there.
   */
  static @Nullable List<Assignment> moved(List<Assignment> before, String from, Assignment place) {
    var out = new ArrayList<Assignment>();
    boolean left = false;
    boolean joined = false;
    for (var a : before) {
      if (a.site().equals(from)) {
        left = true;
        if (a.replicas() > 1) {
          out.add(resized(a, a.nodes().subList(0, a.replicas() - 1), a.rttMicros()));
        }
      } else if (a.site().equals(place.site())) {
        joined = true;
        var nodes = new ArrayList<>(a.nodes());
        nodes.addAll(place.nodes());
        out.add(resized(a, nodes, place.rttMicros()));
      } else {
        out.add(a);
      }
    }
    if (!joined) {
      out.add(place);
    }
    return left ? out : null;
  }

  private static Assignment resized(Assignment a, List<String> nodes, int rttMicros) {
    return new Assignment(
        a.site(), nodes.size(), nodes, rttMicros, a.watts() * nodes.size() / a.replicas());
  }
}
