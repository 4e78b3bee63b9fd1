package dev.centralita.placement;

import dev.centralita.placement.Removable.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who comes into question to leave for those who wait, in groups to be searched. */
final class Victims {
  private final Fleet fleet;
  private final List<Removable> all;
  private final long now;
  private final int mostWork;

  /**
   * @param all the least loss first
   * @param mostWork with the group of those anywhere
   */
  Victims(Fleet fleet, List<Removable> all, long now, int mostWork) {
    this.fleet = fleet;
    this.all = all;
    this.now = now;
    this.mostWork = mostWork;
  }

  /** A party preempts only what is lower than all of it. */
  static int lowest(List<Request> party) {
    return party.stream()
        .mapToInt(r -> r.preempts() ? r.priority() : Integer.MIN_VALUE)
        .min()
        .orElse(Integer.MIN_VALUE);
  }

  /** Steps to find out who of a group is needed: everybody leaves and is spared one by one. */
  static long work(List<Removable> group, List<Request> party) {
    return 3L * Loss.replicas(group) + (group.size() + 2L) * replicas(party);
  }

  static int replicas(List<Request> party) {
    return party.stream().mapToInt(Request::replicas).sum();
  }

  /** Those who are lower than all of a party, at sites that no rule closes to all of it. */
  List<Removable> of(List<Request> party) {
    int lowest = lowest(party);
    long[] open = new long[fleet.index.words()];
    for (var request : party) {
      long[] its = fleet.pass(request, now).query.open();
      for (int w = 0; w < open.length; w++) {
        open[w] |= its[w];
      }
    }
    return all.stream()
        .filter(r -> !r.isLifted() && r.priority < lowest && Register.get(open, r.site.id))
        .toList();
  }

  /** From what is looked through quickly to what finds everything. */
  List<List<Removable>> groups(List<Request> party) {
    var nearness = fleet.kinds.nearness(party.getFirst());
    nearness.refresh();
    var bySite = new HashMap<SiteState, List<Removable>>();
    of(party).forEach(r -> bySite.computeIfAbsent(r.site, s -> new ArrayList<>()).add(r));
    var sites = new ArrayList<>(bySite.keySet());
    sites.sort(Comparator.comparingInt(site -> nearness.sites.rank[site.id]));
    var out = new ArrayList<List<Removable>>();
    for (var site : sites) {
      var byNode = new TreeMap<String, List<Removable>>();
      for (var r : bySite.getOrDefault(site, List.of())) {
        r.nodes().forEach(node -> byNode.computeIfAbsent(node, n -> new ArrayList<>()).add(r));
      }
      out.addAll(byNode.values());
    }
    sites.forEach(site -> out.add(bySite.getOrDefault(site, List.of())));
    if (sites.size() > 1 && (party.size() > 1 || mayBeSplit(party.getFirst()))) {
      out.add(near(sites, bySite, party));
    }
    return out;
  }

  /** What is at the nearest sites, as far as the work with them is not too much. */
  private List<Removable> near(
      List<SiteState> sites, Map<SiteState, List<Removable>> bySite, List<Request> party) {
    var out = new ArrayList<Removable>();
    for (var site : sites) {
      out.addAll(bySite.getOrDefault(site, List.of()));
      if (work(out, party) > mostWork) {
        out.subList(out.size() - bySite.getOrDefault(site, List.of()).size(), out.size()).clear();
        break;
      }
    }
    out.sort(Removable.LEAST);
    return out;
  }

  private static boolean mayBeSplit(Request request) {
    return request.replicas() > 1 && !request.singleSite();
  }
}
