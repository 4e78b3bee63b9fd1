package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.connection.ConnectionSpec;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.inventory.Finding;
import dev.centralita.inventory.SiteReading;
import dev.centralita.placement.SiteUse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one site at one moment.
 *
 * @param others every EdgeSite but this
 * @param spec how it is to be reached
 * @param view how it was last seen; null before the first contact
 * @param use what it has and holds; null while the solver does not know it
 * @param workloads with something there, {@code namespace/name}
 */
record SiteGathered(
    EdgeSite site,
    List<EdgeSite> others,
    SiteReading reading,
    ConnectionSpec spec,
    @Nullable SiteView view,
    @Nullable SiteUse use,
    int nodes,
    List<Finding> findings,
    Set<String> workloads,
    Instant now) {

  String name() {
    return site.getMetadata().getName();
  }

  boolean deleting() {
    return site.getMetadata().getDeletionTimestamp() != null;
  }

  /** UID of the cluster it is pinned to; null before the first contact. */
  @Nullable String pinned() {
    var status = site.getStatus();
    return status == null ? null : status.clusterUid();
  }
}
