package dev.centralita.controller.connection;

import java.time.Duration;

/** Limits that make faults show within a second or two. */
final class TestSettings {

  private TestSettings() {}

  static ConnectionSettings quick() {
    return silentAfter(Duration.ofMinutes(3));
  }

  static ConnectionSettings silentAfter(Duration silent) {
    return new ConnectionSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        silent,
        Duration.ofMinutes(30),
        Duration.ofMillis(300),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        2,
        10,
        50,
        4 << 20,
        1 << 20,
        true,
        42);
  }
}
