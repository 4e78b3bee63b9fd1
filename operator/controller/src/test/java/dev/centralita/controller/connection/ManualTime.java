package dev.centralita.controller.connection;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test says so. */
final class ManualTime implements TimeSource {

  private Moment now = new Moment(0, Instant.parse("2026-11-22T00:00:00Z"));

  @Override
  public synchronized Moment now() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = new Moment(now.nanos() + time.toNanos(), now.wall().plus(time));
  }
}
