package dev.centralita.controller.dump;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Request;
import dev.centralita.placement.Snapshot;
import dev.centralita.placement.Verdict;
import java.util.Optional;

/** A request with all that its decision depends on. */
public record Problem(long nowEpochSecond, Request request, Snapshot snapshot) {

  /**
   * How a workload stands in a fleet.
   *
   * @param workload as {@code namespace/name}; empty when it was never decided
   */
  public static Optional<Problem> of(Snapshot snapshot, String workload, long nowEpochSecond) {
    return snapshot.promises().stream()
        .map(Snapshot.Promise::request)
        .filter(request -> request.name().equals(workload))
        .findFirst()
        .map(request -> new Problem(nowEpochSecond, request, snapshot));
  }

  /** Decides it in a fleet of its own. */
  public Verdict replay() {
    return Fleet.of(snapshot).decide(request, nowEpochSecond);
  }
}
