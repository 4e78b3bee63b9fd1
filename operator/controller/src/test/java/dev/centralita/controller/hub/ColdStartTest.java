package dev.centralita.controller.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  @Test
  void aSiteMayLookEmptyOnlyOncePromisesAreRestoredThoughDecisionsStillWait() {
    var start = new ColdStart(Duration.ofHours(1));
    assertThat(start.isRestored()).isFalse();
    start.restored(() -> false);
    assertThat(start.isRestored()).isTrue();
    assertThat(start.isOver()).isFalse();
  }
}
