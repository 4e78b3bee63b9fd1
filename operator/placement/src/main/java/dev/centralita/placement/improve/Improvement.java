package dev.centralita.placement.improve;

import java.util.List;

/**
 * What one slice has found.
 *
 * @param chains to be carried out in this order
 * @param costBefore Σ weight × RTT of the standing placements
 * @param costAfter the same once all chains are carried out
 * @param paid price of all their moves
 * @param bound no placement of the same replicas costs less, moves from the standing one paid for
 * @param fragmentationPermille share of what is free of the first resource that the shapes asked
 *     for, as often as they are, cannot use
 */
public record Improvement(
    List<Chain> chains,
    long costBefore,
    long costAfter,
    long paid,
    long bound,
    int fragmentationPermille) {

  public Improvement {
    chains = List.copyOf(chains);
  }

  /**
   * {@code (cost − bound) / bound} of what stands before any move: at most so much is to be gained
   * by moves that pay.
   */
  public double gapBefore() {
    return gap(costBefore);
  }

  /** The same once all chains are carried out and paid for. */
  public double gapAfter() {
    return gap(costAfter + paid);
  }

  /** How many replicas move. */
  public int moves() {
    int sum = 0;
    for (var chain : chains) {
      sum += chain.moves().size();
    }
    return sum;
  }

  private double gap(long cost) {
    if (cost == bound) {
      return 0;
    }
    return bound <= 0 ? Double.POSITIVE_INFINITY : (double) (cost - bound) / bound;
  }
}
