package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void theBatchIsOneThatIsPlanned() {
    assertThat(Rehearsal.run()).isEqualTo(2);
  }
}
