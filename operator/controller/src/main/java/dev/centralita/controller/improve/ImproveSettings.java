package dev.centralita.controller.improve;

import dev.centralita.placement.improve.Limits;
import java.time.Duration;

/**
 * What a deployment may choose about improvement.
 *
 * @param moving whether anything is moved; what could be gained is measured in any case
 * @param period between two slices
 * @param slice how long one may compute
 * @param movePrice round trip that a move must save at least
 * @param hysteresisPercent share of the present round trip that it must save beyond that
 * @param mostMoves replicas under way at once in the fleet
 * @param quiet for so long a workload does not return to a site it left
 */
public record ImproveSettings(
    boolean moving,
    Duration period,
    Duration slice,
    Duration movePrice,
    int hysteresisPercent,
    int mostMoves,
    Duration quiet) {

  private static final int ONE_OF_A_WORKLOAD = 1;

  /** For the time being, given what is under way already. */
  Limits limits(int underWay) {
    return new Limits(
        ONE_OF_A_WORKLOAD,
        Math.max(0, mostMoves - underWay),
        Math.toIntExact(movePrice.toNanos() / 1000),
        hysteresisPercent * 10,
        quiet.toSeconds(),
        true,
        false);
  }
}
