package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec;
import dev.centralita.controller.connection.ConnectionSpec;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.inventory.Finding;
import dev.centralita.inventory.GpuStack;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.SiteReading;
import dev.centralita.placement.SiteUse;
import java.time.Duration;
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
 * @param stack what makes its GPUs usable; null before it was listed
 * @param draw what it draws, where that is measured
 * @param workloads with something there, {@code namespace/name}
 * @param unfinished those of them that have not run to their end
 * @param tried when this process first tried to reach it
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
    @Nullable GpuStack stack,
    PowerDraw draw,
    Set<String> workloads,
    Set<String> unfinished,
    Instant tried,
    Instant now) {

  String name() {
    return site.getMetadata().getName();
  }

  boolean deleting() {
    return site.getMetadata().getDeletionTimestamp() != null;
  }

  /**
   * Whether workloads leave, where they let themselves be asked, while it is above its envelope.
   */
  boolean sheds() {
    return site.getSpec().power() != null
        && site.getSpec().power().shedding() == EdgeSiteSpec.Shedding.ByPriority;
  }

  boolean committedAbove() {
    return use != null && use.wattsCommitted() > use.wattsLimit();
  }

  /**
   * Whether a site that is being deleted has not answered for this whole time, all of it after the
   * deletion and under this process's eyes: one moment of silence is not death.
   */
  boolean deadFor(Duration time) {
    if (view != null && view.state().writable()) {
      return false;
    }
    var since = Instant.parse(site.getMetadata().getDeletionTimestamp());
    since = tried.isAfter(since) ? tried : since;
    var contact = view == null ? null : view.lastContact();
    since = contact != null && contact.isAfter(since) ? contact : since;
    return now.isAfter(since.plus(time));
  }

  /** UID of the cluster it is pinned to; null before the first contact. */
  @Nullable String pinned() {
    var status = site.getStatus();
    return status == null ? null : status.clusterUid();
  }
}
