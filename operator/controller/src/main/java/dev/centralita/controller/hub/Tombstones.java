package dev.centralita.controller.hub;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.api.EdgeSiteStatus.Tombstone;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers, in the EdgeSite, which deleted workloads an absent site may still have. */
public final class Tombstones {
  private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

  /** The CRD takes no more: as many as etcd stores in one object with the longest names. */
  static final int MOST = 4000;

  private static final int TRIES = 5;

  private final KubernetesClient client;

  public Tombstones(KubernetesClient client) {
    this.client = client;
  }

  /** The tombstones of a site. */
  public static List<Tombstone> of(EdgeSite site) {
    var status = site.getStatus();
    return status == null
        ? List.of()
        : Objects.requireNonNullElse(status.tombstones(), List.<Tombstone>of());
  }

  /** Stores a tombstone; when this returns it is in the hub, or there is no such site any more. */
  public void put(String site, Tombstone tombstone) {
    for (int tries = 1; ; tries++) {
      var found = client.resources(EdgeSite.class).withName(site).get();
      if (found == null) {
        return;
      }
      var before = of(found);
      var all = with(before, tombstone);
      if (all.equals(before)) {
        return;
      }
      found.setStatus(with(found.getStatus(), all));
      try {
        client.resource(found).updateStatus();
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /** A full list takes no more: a dead site must not hold the deletion of a workload for ever. */
  static List<Tombstone> with(List<Tombstone> before, Tombstone tombstone) {
    if (before.stream().anyMatch(t -> t.workloadUid().equals(tombstone.workloadUid()))) {
      return before;
    }
    if (before.size() >= MOST) {
      LOG.warn(
          "No tombstone for workload {}/{} with UID {}: {} are kept. Maybe delete what is left of"
              + " it at the site.",
          tombstone.namespace(),
          tombstone.name(),
          tombstone.workloadUid(),
          before.size());
      return before;
    }
    var all = new ArrayList<>(before);
    all.add(tombstone);
    return all;
  }

  private static EdgeSiteStatus with(@Nullable EdgeSiteStatus old, List<Tombstone> tombstones) {
    return old == null
        ? new EdgeSiteStatus(null, null, null, null, null, null, null, null, tombstones, null, null)
        : new EdgeSiteStatus(
            old.observedGeneration(),
            old.conditions(),
            old.clusterUid(),
            old.lastContact(),
            old.nodes(),
            old.workloads(),
            old.accelerators(),
            old.power(),
            tombstones,
            old.gpus(),
            old.acceleratorStack());
  }
}
