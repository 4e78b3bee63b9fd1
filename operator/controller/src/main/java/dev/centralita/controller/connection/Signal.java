package dev.centralita.controller.connection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the one thread that waits on it; raised while nobody waits, the next wait returns at once.
 */
final class Signal {

  private final Semaphore raised = new Semaphore(0);

  void raise() {
    if (raised.availablePermits() == 0) {
      raised.release();
    }
  }

  /** Whether it was raised, rather than the time ran out. */
  boolean await(Duration limit) throws InterruptedException {
    boolean woken = raised.tryAcquire(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    raised.drainPermits();
    return woken;
  }
}
