package dev.centralita.fleet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The hub and the sites to start with. */
public record Layout(ClusterSpec hub, List<ClusterSpec> sites) {
  public static final String HUB = "hub";

  public Layout {
    sites = List.copyOf(sites);
    Set<String> names = new HashSet<>(Set.of(hub.name()));
    for (ClusterSpec site : sites) {
      if (!names.add(site.name())) {
        throw new IllegalArgumentException("two clusters are named '" + site.name() + "'");
      }
    }
  }

  /** One API server without sites, for tests of what an API server alone answers. */
  public static Layout apiOnly() {
    return new Layout(ClusterSpec.apiOnly(HUB), List.of());
  }

  /** A hub without nodes and {@code sites} sites {@code site-1}, {@code site-2}, … of one make. */
  public static Layout hubAnd(int sites, NodePool... nodesOfEachSite) {
    return hubAnd(
        IntStream.rangeClosed(1, sites)
            .mapToObj(i -> ClusterSpec.of("site-" + i, nodesOfEachSite))
            .toArray(ClusterSpec[]::new));
  }

  public static Layout hubAnd(ClusterSpec... sites) {
    return new Layout(ClusterSpec.of(HUB), List.of(sites));
  }

  /** The hub first, then the sites in their order. */
  public List<ClusterSpec> clusters() {
    List<ClusterSpec> all = new ArrayList<>();
    all.add(hub);
    all.addAll(sites);
    return List.copyOf(all);
  }
}
