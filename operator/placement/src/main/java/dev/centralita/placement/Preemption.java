package dev.centralita.placement;

import java.util.List;

/**
 * Who is to leave so that others, who wait, can come; chosen once for all of them. Empty when
 * nobody who waits would be helped by it.
 *
 * @param victims in the order of their workloads and sites
 * @param seats where those who wait then go, whole workloads only; nobody else
 */
public record Preemption(List<Victim> victims, List<Seat> seats) {
  static final Preemption NOBODY = new Preemption(List.of(), List.of());

  public Preemption {
    victims = List.copyOf(victims);
    seats = List.copyOf(seats);
  }

  /**
   * Everything that a workload runs at one site: which of its pods there go first is not ours to
   * say.
   */
  public record Victim(String workloadUid, String name, String site, int replicas, int priority) {}

  /** A place that is free once the victims at its sites have gone. */
  public record Seat(Request request, List<Assignment> assignments) {

    public Seat {
      assignments = List.copyOf(assignments);
    }
  }
}
