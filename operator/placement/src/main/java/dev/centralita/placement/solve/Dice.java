package dev.centralita.placement.solve;

/** Repeatable pseudo-random numbers (xorshift64), the same on every run. */
final class Dice {
  private long state = 0x9E3779B97F4A7C15L;

  /** Evenly from 0 to {@code bound − 1}. */
  int below(int bound) {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return (int) ((state >>> 33) % bound);
  }
}
