package dev.centralita.placement.improve;

import java.util.List;

/**
 * Moves that only pay together, in the order in which each finds its room.
 *
 * @param gain weighted microseconds saved by all of them, before their price
 * @param price what they had to save at least
 */
public record Chain(List<Move> moves, long gain, long price) {

  public Chain {
    moves = List.copyOf(moves);
  }
}
