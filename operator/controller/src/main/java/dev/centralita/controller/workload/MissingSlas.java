package dev.centralita.controller.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when this process has missed the LatencySLA that a workload refers to. What is applied
 * together may arrive in any order; what has not come after {@link #PATIENCE} was not applied.
 */
final class MissingSlas {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, Instant> since = new ConcurrentHashMap<>();

  /**
   * Looks once more.
   *
   * @return when the waiting ends; null if nothing is missing
   */
  @Nullable Instant look(String workloadUid, boolean missing, Instant now) {
    if (!missing) {
      since.remove(workloadUid);
      return null;
    }
    return since.computeIfAbsent(workloadUid, uid -> now).plus(PATIENCE);
  }

  void forget(String workloadUid) {
    since.remove(workloadUid);
  }
}
