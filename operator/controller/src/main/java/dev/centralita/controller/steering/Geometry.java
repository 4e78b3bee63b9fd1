package dev.centralita.controller.steering;

import dev.centralita.inventory.MigNode;
import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.Request;
import dev.centralita.placement.Snapshot;
import dev.centralita.placement.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether another geometry of one idle node would let more of what waits be placed. Pure. */
final class Geometry {
  private Geometry() {}

  /**
   * What is known at one moment.
   *
   * @param fleet everything the solver knows
   * @param nodes that may be partitioned anew
   * @param busy why nothing is to be changed now; empty if something may be
   */
  record Input(
      String site, Snapshot fleet, List<MigNode> nodes, String busy, long nowEpochSecond) {}

  /** What is to be done. */
  sealed interface Step {}

  /**
   * One node gets another geometry.
   *
   * @param gained replicas that could be placed then and cannot now
   * @param workloads whose they are
   */
  record Change(String node, String from, String to, int gained, List<String> workloads)
      implements Step {}

  /** Everything stays as it is. */
  record Keep(String why) implements Step {}

  static Step decide(Input input) {
    if (!input.busy.isEmpty()) {
      return new Keep(input.busy);
    }
    var waiting = waiting(input);
    if (waiting.isEmpty()) {
      return new Keep("nothing waits");
    }
    var now = placed(input, waiting, null);
    Change best = null;
    for (var node : input.nodes) {
      if (promised(input, node.name())) {
        continue;
      }
      for (var option : node.options().entrySet()) {
        var then = placed(input, waiting, option.getValue());
        int gained = sum(then) - sum(now);
        // The first of equals: the order of the configurations is the owner's preference.
        if (gained > (best == null ? 0 : best.gained)) {
          best = new Change(node.name(), node.config(), option.getKey(), gained, more(now, then));
        }
      }
    }
    return best == null ? new Keep("no geometry lets more be placed") : best;
  }

  /** What lacks replicas, with as many as this site would have to take. */
  private static List<Request> waiting(Input input) {
    var waiting = new ArrayList<Request>();
    for (var promise : input.fleet.promises()) {
      var request = promise.request();
      int all = promise.assignments().stream().mapToInt(Assignment::replicas).sum();
      int here = here(promise, input.site);
      if (all < request.replicas() && request.need().gpus() > 0) {
        waiting.add(request.edit().replicas(request.replicas() - all + here).done());
      }
    }
    return waiting;
  }

  private static int here(Snapshot.Promise promise, String site) {
    return promise.assignments().stream()
        .filter(a -> a.site().equals(site))
        .mapToInt(Assignment::replicas)
        .sum();
  }

  /** Replicas of each at this site alone, with a node as it would be. */
  private static Map<String, Integer> placed(
      Input input, List<Request> waiting, @Nullable NodeFacts instead) {
    var fleet = Fleet.of(alone(input));
    if (instead != null) {
      fleet.upsertNode(input.site, instead);
    }
    var verdicts = fleet.decideAll(waiting, input.nowEpochSecond);
    var placed = new HashMap<String, Integer>();
    for (int i = 0; i < waiting.size(); i++) {
      int replicas =
          verdicts.get(i) instanceof Verdict.Placed p
              ? p.assignments().stream().mapToInt(Assignment::replicas).sum()
              : 0;
      placed.put(waiting.get(i).name(), replicas);
    }
    return placed;
  }

  private static Snapshot alone(Input input) {
    return new Snapshot(
        input.fleet.sites().stream().filter(s -> s.facts().id().equals(input.site)).toList(),
        input.fleet.promises());
  }

  /** Somebody was told a place there and has not come yet. */
  private static boolean promised(Input input, String node) {
    for (var promise : input.fleet.promises()) {
      boolean named =
          promise.assignments().stream()
              .anyMatch(a -> a.site().equals(input.site) && a.nodes().contains(node));
      if (named
          && promise.request().need().gpus() > 0
          && bound(input, promise.workloadUid()) < here(promise, input.site)) {
        return true;
      }
    }
    return false;
  }

  private static long bound(Input input, String workload) {
    return input.fleet.sites().stream()
        .filter(s -> s.facts().id().equals(input.site))
        .flatMap(s -> s.pods().stream())
        .filter(p -> workload.equals(p.workloadUid()) && p.node() != null)
        .count();
  }

  private static int sum(Map<String, Integer> placed) {
    return placed.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static List<String> more(Map<String, Integer> now, Map<String, Integer> then) {
    return then.entrySet().stream()
        .filter(e -> e.getValue() > now.getOrDefault(e.getKey(), 0))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
