package dev.centralita.placement.improve;

import java.util.HashMap;
import java.util.Map;

/** Which sites workloads have left for a better one, so that they do not come back soon. */
public final class History {
  private final Map<String, Map<String, Long>> leftAt = new HashMap<>();

  /** A replica of the workload has left a site. */
  public void left(String workload, String site, long now) {
    leftAt.computeIfAbsent(workload, w -> new HashMap<>()).put(site, now);
  }

  /** Sites left less than {@code quiet} before now. */
  Map<String, Long> of(String workload) {
    return leftAt.getOrDefault(workload, Map.of());
  }

  /** Nothing that was left before then is of interest any more. */
  public void forgetBefore(long then) {
    leftAt.values().forEach(sites -> sites.values().removeIf(at -> at < then));
    leftAt.values().removeIf(Map::isEmpty);
  }

  boolean isEmpty() {
    return leftAt.isEmpty();
  }
}
