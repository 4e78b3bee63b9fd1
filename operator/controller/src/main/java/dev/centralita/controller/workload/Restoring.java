package dev.centralita.controller.workload;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.AwaitedSites;
import dev.centralita.controller.hub.ColdStart;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.controller.hub.WorkloadIndex;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier run has recorded is promised again before anything is decided. Tries until the
 * hub lets it read; on a thread of its own, because the elector's must go on renewing.
 */
public final class Restoring {
  private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final KubernetesClient client;
  private final WorkloadParts parts;
  private final WorkloadIndex index;
  private final SiteBook book;
  private final ColdStart coldStart;

  public Restoring(
      KubernetesClient client,
      WorkloadParts parts,
      WorkloadIndex index,
      SiteBook book,
      ColdStart coldStart) {
    this.client = client;
    this.parts = parts;
    this.index = index;
    this.book = book;
    this.coldStart = coldStart;
  }

  /** Returns at once. */
  public void begin() {
    Thread.ofPlatform().name("restoring").daemon().start(this::untilDone);
  }

  private void untilDone() {
    while (true) {
      try {
        restore();
        return;
      } catch (RuntimeException e) {
        LOG.warn("Recorded decisions could not be read yet: {}", e.getMessage());
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void restore() {
    var sites = new TreeSet<String>();
    client
        .resources(EdgeSite.class)
        .list()
        .getItems()
        .forEach(s -> sites.add(s.getMetadata().getName()));
    var workloads = client.resources(SovereignWorkload.class).inAnyNamespace().list().getItems();
    for (var workload : workloads) {
      parts.planner().restore(workload);
      enter(workload);
    }
    LOG.info("{} workloads and {} sites were recorded before", workloads.size(), sites.size());
    coldStart.restored(
        new AwaitedSites(
            sites, site -> book.entry(site).isPresent(), this::registered, HubReads.FRESH),
        book::settled);
  }

  private boolean registered(String site) {
    try {
      return client.resources(EdgeSite.class).withName(site).get() != null;
    } catch (KubernetesClientException e) {
      LOG.warn("EdgeSite {} could not be read: {}", site, e.getMessage());
      return true;
    }
  }

  private void enter(SovereignWorkload workload) {
    var decision = Deciding.recorded(workload);
    var sites = new TreeSet<String>();
    if (decision != null) {
      decision.sites().forEach(s -> sites.add(s.site()));
    }
    // With old copies still to be removed: their site must be heard of when it answers again.
    var status = workload.getStatus();
    if (status != null && status.placements() != null) {
      status.placements().forEach(p -> sites.add(p.site()));
    }
    var metadata = workload.getMetadata();
    index.put(
        metadata.getNamespace() + "/" + metadata.getName(),
        new WorkloadIndex.Line(metadata.getUid(), sites, decision == null, null, Set.of()));
  }
}
