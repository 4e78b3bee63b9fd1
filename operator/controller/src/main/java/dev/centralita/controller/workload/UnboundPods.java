package dev.centralita.controller.workload;

import dev.centralita.controller.fleet.Observations.AtSite;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when this process has seen a pod unbound. A site's own times are not used: its clock may be
 * wrong, and a site must not be able to send a workload away by lying about it.
 */
final class UnboundPods {
  private final Duration patience;
  private final Map<String, Map<String, Instant>> byWorkload = new ConcurrentHashMap<>();

  UnboundPods(Duration patience) {
    this.patience = patience;
  }

  /**
   * What to do about unbound pods.
   *
   * @param givenUp site to what its scheduler says, for pods unbound too long
   * @param next when to look again; null if no pod is unbound
   */
  record Finding(Map<String, String> givenUp, @Nullable Instant next) {}

  Finding look(String workloadUid, Map<String, AtSite> atSites, Instant now) {
    var before = byWorkload.getOrDefault(workloadUid, Map.of());
    var seen = new HashMap<String, Instant>();
    var givenUp = new TreeMap<String, String>();
    var next = new HashSet<Instant>();
    atSites.forEach((site, at) -> {
      for (var pod : at.readback().unschedulable()) {
        var key = site + "/" + pod.pod();
        var since = before.getOrDefault(key, now);
        seen.put(key, since);
        if (since.plus(patience).isAfter(now)) {
          next.add(since.plus(patience));
        } else {
          givenUp.putIfAbsent(site, pod.message());
        }
      }
    });
    if (seen.isEmpty()) {
      byWorkload.remove(workloadUid);
    } else {
      byWorkload.put(workloadUid, seen);
    }
    return new Finding(givenUp, next.stream().min(Instant::compareTo).orElse(null));
  }

  void forget(String workloadUid) {
    byWorkload.remove(workloadUid);
  }
}
