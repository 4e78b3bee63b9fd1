package dev.centralita.controller.workload;

import dev.centralita.api.EdgeSiteStatus.Tombstone;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.controller.Settings;
import dev.centralita.controller.fleet.Observations;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.Tombstones;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.delivery.SiteNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes a deleted workload away from its sites. A site that does not answer is waited for only so
 * long; then a tombstone in its EdgeSite remembers to clean up when it returns.
 */
final class WorkloadCleanup {
  private final KubernetesClient client;
  private final Carrying carrying;
  private final Planner planner;
  private final WorkloadGatherer gatherer;
  private final Observations observations;
  private final SiteBook book;
  private final Tombstones tombstones;
  private final WorkloadIndex index;
  private final Pokes pokes;
  private final Settings settings;
  private final Clock clock;

  WorkloadCleanup(
      KubernetesClient client,
      Carrying carrying,
      Planner planner,
      WorkloadGatherer gatherer,
      Observations observations,
      SiteBook book,
      Tombstones tombstones,
      WorkloadIndex index,
      Pokes pokes,
      Settings settings,
      Clock clock) {
    this.client = client;
    this.carrying = carrying;
    this.planner = planner;
    this.gatherer = gatherer;
    this.observations = observations;
    this.book = book;
    this.tombstones = tombstones;
    this.index = index;
    this.pokes = pokes;
    this.settings = settings;
    this.clock = clock;
  }

  /** Returns the sites still waited for; empty when the workload may go. */
  Set<String> clean(SovereignWorkload workload) {
    var metadata = workload.getMetadata();
    var sites = sites(workload);
    var left = new TreeSet<>(carrying.withdraw(metadata.getUid(), sites).remaining());
    var deleted = Instant.parse(metadata.getDeletionTimestamp());
    if (clock.instant().isAfter(deleted.plus(settings.deadSiteTimeout()))) {
      left.removeIf(site -> {
        if (book.writable(site)) {
          return false;
        }
        tombstones.put(site, tombstone(workload));
        return true;
      });
    }
    if (left.isEmpty()) {
      forget(workload);
      leaveNamespace(metadata.getNamespace(), sites);
    }
    return left;
  }

  /** The last workload of a namespace that is going takes the sites' namespaces with it. */
  private void leaveNamespace(String namespace, Set<String> sites) {
    var home = client.namespaces().withName(namespace).get();
    if (home != null && home.getMetadata().getDeletionTimestamp() == null) {
      return;
    }
    var free = new TreeSet<>(sites);
    free.removeIf(site ->
        !book.writable(site)
            || index.at(site).stream().anyMatch(name -> name.startsWith(namespace + "/")));
    carrying.withdrawNamespace(namespace, free);
  }

  private Set<String> sites(SovereignWorkload workload) {
    var sites = new TreeSet<>(observations.of(workload.getMetadata().getUid()).keySet());
    var status = workload.getStatus();
    if (status != null && status.placements() != null) {
      status.placements().forEach(p -> sites.add(p.site()));
    }
    if (status != null && status.decision() != null) {
      status.decision().sites().forEach(s -> sites.add(s.site()));
    }
    return sites;
  }

  private Tombstone tombstone(SovereignWorkload workload) {
    var metadata = workload.getMetadata();
    return new Tombstone(
        metadata.getUid(),
        metadata.getNamespace(),
        metadata.getName(),
        SiteNames.namespace(settings.hubId(), metadata.getNamespace()),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private void forget(SovereignWorkload workload) {
    var metadata = workload.getMetadata();
    planner.release(metadata.getUid());
    gatherer.forget(metadata.getUid());
    var line = index.remove(metadata.getNamespace() + "/" + metadata.getName());
    if (line != null) {
      line.sites().forEach(pokes::site);
      if (line.sla() != null) {
        pokes.poke(Pokes.Kind.LatencySLA, line.sla());
      }
      line.policies().forEach(p -> pokes.poke(Pokes.Kind.SovereigntyPolicy, p));
    }
    pokes.wanting();
  }
}
