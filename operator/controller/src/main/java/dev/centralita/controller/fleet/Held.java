package dev.centralita.controller.fleet;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Need;
import dev.centralita.placement.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a workload is promised. */
record Held(long epoch, Request request, List<Assignment> assignments) {

  /**
   * This and what it replaces together: until it is recorded either may turn out to be the one that
   * holds, so nobody else may have the room of one of them.
   */
  Held besides(@Nullable Held before) {
    if (before == null || before.assignments.isEmpty()) {
      return this;
    }
    var both = new TreeMap<String, Assignment>();
    assignments.forEach(a -> both.put(a.site(), a));
    before.assignments.forEach(a -> both.merge(a.site(), a, Held::both));
    var need = larger(request.need(), before.request.need());
    var sites = List.copyOf(both.values());
    return sites.equals(inOrder(assignments)) && need.equals(request.need())
        ? this
        : new Held(epoch, request.edit().need(need).done(), sites);
  }

  private static List<Assignment> inOrder(List<Assignment> assignments) {
    return assignments.stream().sorted(Comparator.comparing(Assignment::site)).toList();
  }

  /** Every place of one, and those of the other that are not among them. */
  private static Assignment both(Assignment now, Assignment before) {
    var nodes = new ArrayList<>(now.nodes());
    var unmatched = new ArrayList<>(now.nodes());
    for (var node : before.nodes()) {
      if (!unmatched.remove(node)) {
        nodes.add(node);
      }
    }
    if (nodes.size() == now.replicas()) {
      return now;
    }
    long watts = nodes.size() * Math.max(each(now), each(before));
    return new Assignment(now.site(), nodes.size(), nodes, now.rttMicros(), watts);
  }

  private static long each(Assignment a) {
    return a.replicas() == 0 ? 0 : Math.ceilDiv(a.watts(), a.replicas());
  }

  /** GPUs of two kinds are not compared: the newer kind is held. */
  private static Need larger(Need now, Need before) {
    boolean same = now.migProfile().equals(before.migProfile()) && now.shared() == before.shared();
    return now.edit()
        .gpus(same ? Math.max(now.gpus(), before.gpus()) : now.gpus())
        .cpuMillis(Math.max(now.cpuMillis(), before.cpuMillis()))
        .memoryBytes(Math.max(now.memoryBytes(), before.memoryBytes()))
        .done();
  }
}
