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

/** Remembers, in the EdgeSite, which deleted workloads an absent site may still have. */
public final class Tombstones {
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
      var all = new ArrayList<>(of(found));
      if (all.stream().anyMatch(t -> t.workloadUid().equals(tombstone.workloadUid()))) {
        return;
      }
      all.add(tombstone);
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

  private static EdgeSiteStatus with(@Nullable EdgeSiteStatus old, List<Tombstone> tombstones) {
    return old == null
        ? new EdgeSiteStatus(null, null, null, null, null, null, null, null, tombstones, null)
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
            old.gpus());
  }
}
