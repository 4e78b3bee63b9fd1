package dev.centralita.controller.connection;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Pauses that double up to a limit, with ±20 % jitter so that sites lost together do not come back
 * together.
 */
final class Backoff {

  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration limit;
  private final SplittableRandom random;
  private int failures;

  Backoff(Duration first, Duration limit, long seed) {
    this.first = first;
    this.limit = limit;
    this.random = new SplittableRandom(seed);
  }

  synchronized Duration next() {
    double doubled = first.toNanos() * Math.pow(2, Math.min(failures++, MOST_DOUBLINGS));
    double jittered = doubled * random.nextDouble(0.8, 1.2);
    return Duration.ofNanos((long) Math.min(jittered, (double) limit.toNanos()));
  }

  synchronized void reset() {
    failures = 0;
  }
}
