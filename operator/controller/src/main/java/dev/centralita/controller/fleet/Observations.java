package dev.centralita.controller.fleet;

import dev.centralita.controller.connection.SiteListener.Presence;
import dev.centralita.delivery.Marks;
import dev.centralita.delivery.SiteNames;
import dev.centralita.delivery.SiteReadback;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is at the sites of each workload, by the marks it was delivered with. */
public final class Observations {
  private final String hubId;

  /** Workload UID to site to what is there. */
  private final Map<String, TreeMap<String, Found>> byWorkload = new HashMap<>();

  private static final class Found {
    private final Map<String, HasMetadata> objects = new TreeMap<>();
    private final Map<String, Pod> pods = new TreeMap<>();

    boolean nothing() {
      return objects.isEmpty() && pods.isEmpty();
    }
  }

  /**
   * What one site has of one workload.
   *
   * @param objects Deployments and Jobs
   * @param pods finished ones included
   */
  public record AtSite(List<HasMetadata> objects, List<Pod> pods) {

    /** The Deployment or Job, null if there is none. */
    public @Nullable HasMetadata object() {
      return objects.isEmpty() ? null : objects.getFirst();
    }

    /** What the site says. */
    public SiteReadback readback() {
      return SiteReadback.of(object(), pods);
    }
  }

  public Observations(String hubId) {
    this.hubId = hubId;
  }

  /** The name of the workload that an object or a pod was delivered for, {@code namespace/name}. */
  static @Nullable String workload(HasMetadata object) {
    var annotations = object.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Marks.WORKLOAD);
  }

  synchronized void changed(String site, HasMetadata object, Presence presence) {
    var labels = Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    var uid = (String) labels.get(Marks.WORKLOAD_UID);
    // In local mode several sites share a cluster, and a cluster may serve several hubs.
    if (uid == null
        || !hubId.equals(labels.get(Marks.HUB))
        || !SiteNames.siteLabel(site).equals(labels.get(Marks.SITE))) {
      return;
    }
    var sites = byWorkload.computeIfAbsent(uid, u -> new TreeMap<>());
    var found = sites.computeIfAbsent(site, s -> new Found());
    var key =
        object.getKind()
            + "/"
            + object.getMetadata().getNamespace()
            + "/"
            + object.getMetadata().getName();
    if (object instanceof Pod pod) {
      put(found.pods, key, pod, presence);
    } else {
      put(found.objects, key, object, presence);
    }
    if (found.nothing()) {
      sites.remove(site);
    }
    if (sites.isEmpty()) {
      byWorkload.remove(uid);
    }
  }

  private static <T> void put(Map<String, T> into, String key, T object, Presence presence) {
    if (presence == Presence.PRESENT) {
      into.put(key, object);
    } else {
      into.remove(key);
    }
  }

  /** What each site has of a workload, by site. */
  public synchronized Map<String, AtSite> of(String workloadUid) {
    var out = new TreeMap<String, AtSite>();
    byWorkload
        .getOrDefault(workloadUid, new TreeMap<>())
        .forEach((site, found) ->
            out.put(
                site,
                new AtSite(List.copyOf(found.objects.values()), List.copyOf(found.pods.values()))));
    return out;
  }

  /** The workloads of which a site has something. */
  public synchronized Set<String> workloadsAt(String site) {
    var out = new HashSet<String>();
    byWorkload.forEach((uid, sites) -> {
      if (sites.containsKey(site)) {
        out.add(uid);
      }
    });
    return out;
  }

  /** The site is no longer in the register. */
  public synchronized void forget(String site) {
    byWorkload
        .values()
        .removeIf(sites -> {
          sites.remove(site);
          return sites.isEmpty();
        });
  }
}
