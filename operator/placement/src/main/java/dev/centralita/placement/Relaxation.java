package dev.centralita.placement;

import java.util.List;

/** The smallest change to a request that would make a refusing site accept one replica. */
public record Relaxation(List<Change> changes) {

  public Relaxation {
    changes = List.copyOf(changes);
  }

  /**
   * One field of the request.
   *
   * @param field as the workload's spec names it, for example {@code latency.maxRoundTrip}
   * @param to the nearest value that would do
   */
  public record Change(String field, String from, String to) {}
}
