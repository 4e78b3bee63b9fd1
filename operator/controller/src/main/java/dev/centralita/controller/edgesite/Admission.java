package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.inventory.LocalSites;
import dev.centralita.inventory.LocalSites.LocalSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an EdgeSite may be used at all: no two may be the same cluster, the oldest wins. Pure.
 */
sealed interface Admission {

  /**
   * It may.
   *
   * @param clusterUid the cluster it is pinned to
   */
  record Admitted(String clusterUid) implements Admission {}

  /** The cluster has not said yet which one it is. */
  record Unidentified() implements Admission {}

  /**
   * It may not.
   *
   * @param clusterUid the cluster it was found to be, kept so that it need not be asked again and
   *     again; null if that is not why
   */
  record Refused(String reason, String message, @Nullable String clusterUid) implements Admission {}

  static Admission of(SiteGathered gathered) {
    var overlap = overlap(gathered);
    if (overlap != null) {
      return overlap;
    }
    var seen = gathered.view() == null ? null : gathered.view().clusterUid();
    var uid = gathered.pinned() != null ? gathered.pinned() : seen;
    if (uid == null) {
      return new Unidentified();
    }
    for (var other : gathered.others()) {
      if (sameCluster(gathered.site(), other, uid) && isOlder(other, gathered.site())) {
        return new Refused(
            "DuplicateCluster",
            "EdgeSite %s is the same cluster (kube-system has UID %s) and is older. Maybe delete one of the two; if the credential of this one was the mistake, delete it and create it again."
                .formatted(other.getMetadata().getName(), uid),
            uid);
      }
    }
    return new Admitted(uid);
  }

  private static @Nullable Refused overlap(SiteGathered gathered) {
    if (!isLocal(gathered.site())) {
      return null;
    }
    var locals = new ArrayList<LocalSite>();
    locals.add(local(gathered.site()));
    gathered.others().stream()
        .filter(Admission::isLocal)
        .filter(other -> other.getMetadata().getDeletionTimestamp() == null)
        .map(Admission::local)
        .forEach(locals::add);
    var older = LocalSites.refused(locals).get(gathered.name());
    return older == null
        ? null
        : new Refused(
            "OverlappingNodes",
            "spec.connection.local.nodeSelector: a node could belong to EdgeSite %s too, which is older. Maybe a label value of its own."
                .formatted(older),
            null);
  }

  private static boolean sameCluster(EdgeSite site, EdgeSite other, String uid) {
    // Two sets of the hub's nodes are one cluster by design; their selectors were compared.
    return !(isLocal(site) && isLocal(other))
        && other.getMetadata().getDeletionTimestamp() == null
        && other.getStatus() != null
        && uid.equals(other.getStatus().clusterUid());
  }

  private static boolean isOlder(EdgeSite one, EdgeSite other) {
    return Comparator.comparing((EdgeSite s) -> s.getMetadata().getCreationTimestamp())
            .thenComparing(s -> s.getMetadata().getName())
            .compare(one, other)
        < 0;
  }

  private static boolean isLocal(EdgeSite site) {
    return site.getSpec().connection() != null && site.getSpec().connection().local() != null;
  }

  private static LocalSite local(EdgeSite site) {
    var local = Objects.requireNonNull(site.getSpec().connection().local());
    return new LocalSite(
        site.getMetadata().getName(),
        site.getMetadata().getCreationTimestamp(),
        local.nodeSelector());
  }
}
