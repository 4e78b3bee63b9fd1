package dev.centralita.fleet.kind;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a cluster does in its own time. */
final class Patience {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Patience() {}

  /** An API server that does not answer is one more reason to wait. */
  static void await(String cluster, String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      RuntimeException failure = null;
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (RuntimeException e) {
        failure = e;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Kind cluster '%s' waited %d s for %s".formatted(cluster, LIMIT.toSeconds(), what),
            failure);
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      Thread.sleep(250);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }
}
