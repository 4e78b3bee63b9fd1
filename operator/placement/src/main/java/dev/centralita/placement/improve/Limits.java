package dev.centralita.placement.improve;

/**
 * What a move must bring, and how many there may be at a time.
 *
 * @param ofOneWorkload replicas of one workload that may be under way at once, ≥ 1
 * @param inFleet replicas that may be under way at once, ≥ 0
 * @param movePriceMicros round trip that a move must save at least, in microseconds
 * @param hysteresisPermille share of its present cost that a move must save beyond that
 * @param quiet for so long after it left a site a workload does not return there, in the caller's
 *     unit of time
 * @param roomFirst every move finds its room free before anything else has left for its sake but
 *     the moves listed before it; false lets two replicas change places
 * @param withinSite a replica may make room by going to another node of its site: only for callers
 *     who choose nodes themselves
 */
public record Limits(
    int ofOneWorkload,
    int inFleet,
    int movePriceMicros,
    int hysteresisPermille,
    long quiet,
    boolean roomFirst,
    boolean withinSite) {

  public Limits {
    if (ofOneWorkload < 1 || inFleet < 0 || movePriceMicros < 0 || hysteresisPermille < 0) {
      throw new IllegalArgumentException(
          "limits: %d of one workload (≥ 1), %d in the fleet (≥ 0), move price %d µs (≥ 0), hysteresis %d ‰ (≥ 0)"
              .formatted(ofOneWorkload, inFleet, movePriceMicros, hysteresisPermille));
    }
    if (quiet < 0) {
      throw new IllegalArgumentException("limits: quiet %d (≥ 0)".formatted(quiet));
    }
  }

  /** Price of a move, in weighted microseconds, of a replica that costs so much where it is. */
  long price(int weight, long cost) {
    return (long) weight * movePriceMicros + cost * hysteresisPermille / 1000;
  }
}
