package dev.centralita.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  private static List<Condition> built(List<Condition> before, String time, Standing standing) {
    return Conditions.after(before, 1L, at(time)).standing(standing).build();
  }

  @Test
  void theTimeMovesOnlyWithTheStatus() {
    var first =
        built(List.of(), "2026-11-22T12:00:00Z", new Standing.Reconciling("NodeFit", "no room"));
    var second =
        built(first, "2026-11-22T12:01:00Z", new Standing.Reconciling("Power", "no power"));
    assertThat(second)
        .allSatisfy(c -> assertThat(c.getLastTransitionTime()).isEqualTo("2026-11-22T12:00:00Z"))
        .allSatisfy(c -> assertThat(c.getReason()).isEqualTo("Power"));
    var third = built(second, "2026-11-22T12:02:00Z", new Standing.Ready("Available", "runs"));
    assertThat(Conditions.find(third, "Ready"))
        .get()
        .extracting(Condition::getLastTransitionTime)
        .isEqualTo("2026-11-22T12:02:00Z");
  }

  @Test
  void abnormalConditionsAreThereOnlyWhenTrue() {
    assertThat(
            built(List.of(), "2026-11-22T12:00:00Z", new Standing.Stalled("Control", "US")).stream()
                .map(Condition::getType))
        .containsExactly("Ready", "Stalled");
    assertThat(
            built(List.of(), "2026-11-22T12:00:00Z", new Standing.Ready("Available", "runs"))
                .stream()
                .map(Condition::getType))
        .containsExactly("Ready");
  }

  @Test
  void aMessageFitsTheObject() {
    var conditions =
        Conditions.after(null, 1L, at("2026-11-22T12:00:00Z"))
            .add("Placed", false, "NodeFit", "x".repeat(5000))
            .build();
    assertThat(conditions.getFirst().getMessage()).hasSize(1024).endsWith("…");
  }
}
