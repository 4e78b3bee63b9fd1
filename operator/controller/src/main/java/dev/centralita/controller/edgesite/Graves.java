package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteStatus.Tombstone;
import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.connection.SiteUnavailable;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.hub.Tombstones;
import dev.centralita.controller.status.Announcer.Weight;
import dev.centralita.delivery.SiteWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a site still has although the hub does not want it there: the tombstoned is removed,
 * anything else unknown is only reported, for the hub may be the one that forgot.
 */
final class Graves {
  private final Shared shared;
  private final SiteConnections connections;
  private final HubFence fence;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  Graves(Shared shared, SiteConnections connections, HubFence fence) {
    this.shared = shared;
    this.connections = connections;
    this.fence = fence;
  }

  /** Returns the tombstones that are still needed. */
  List<Tombstone> clean(EdgeSite site) {
    var all = Tombstones.of(site);
    var name = site.getMetadata().getName();
    if (all.isEmpty() || !shared.book().writable(name) || !fence.open()) {
      return all;
    }
    return all.stream().filter(tombstone -> !removed(name, tombstone)).toList();
  }

  private boolean removed(String site, Tombstone tombstone) {
    try {
      return connections
          .call(
              site,
              client ->
                  new SiteWriter(client, shared.settings().hubId())
                      .prune(tombstone.workloadUid(), site))
          .gone();
    } catch (SiteUnavailable | KubernetesClientException e) {
      return false;
    }
  }

  /** Says once of each workload that nobody here knows. */
  void reportUnknown(EdgeSite site) {
    var name = site.getMetadata().getName();
    var unknown = new HashSet<>(shared.observations().workloadsAt(name));
    unknown.removeAll(shared.index().uids());
    Tombstones.of(site).forEach(t -> unknown.remove(t.workloadUid()));
    unknown.removeIf(uid -> !reported.add(name + "/" + uid));
    if (!unknown.isEmpty()) {
      shared
          .announcer()
          .announce(
              site,
              Weight.Warning,
              "Observe",
              "UnknownWorkload",
              "The site has objects of workloads that the hub does not know: %s. They are left alone. Maybe delete them at the site."
                  .formatted(unknown.stream().sorted().collect(Collectors.joining(", "))));
    }
  }
}
