package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToTheLimitWithJitter() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 7);
    for (int seconds : new int[] {1, 2, 4, 8, 16}) {
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(seconds * 800L), Duration.ofMillis(seconds * 1200L));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThan(Duration.ofMillis(1201));
  }

  @Test
  void isRepeatableBySeedAndDifferentBetweenSites() {
    assertThat(pauses(1)).isEqualTo(pauses(1)).isNotEqualTo(pauses(2));
  }

  private static java.util.List<Duration> pauses(long seed) {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), seed);
    return IntStream.range(0, 10).mapToObj(i -> backoff.next()).toList();
  }
}
