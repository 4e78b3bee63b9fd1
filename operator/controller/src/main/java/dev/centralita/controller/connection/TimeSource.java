package dev.centralita.controller.connection;

import java.time.Duration;
import java.time.Instant;

/** Two clocks: ages are measured with one that never jumps, the other is shown to people. */
interface TimeSource {

  /** An instant on both clocks. */
  record Moment(long nanos, Instant wall) {
    boolean within(Duration limit, Moment now) {
      return now.nanos - nanos <= limit.toNanos();
    }
  }

  TimeSource SYSTEM = () -> new Moment(System.nanoTime(), Instant.now());

  Moment now();
}
