package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.workload.Gathered.Found;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingSlasTest {
  private final MissingSlas missing = new MissingSlas();

  private boolean overdueAfter(int seconds) {
    Instant now = Cases.NOW.plusSeconds(seconds);
    var inputs = Cases.referringTo("gold");
    var until = missing.look("uid-1", inputs.missingSla() != null, now);
    return new Found(inputs, Map.of(), Map.of(), Map.of(), until, null, now).slaOverdue();
  }

  @Test
  void itIsOverdueAMinuteAfterItWasFirstMissed() {
    assertThat(overdueAfter(0)).isFalse();
    assertThat(overdueAfter(59)).isFalse();
    assertThat(overdueAfter(60)).isTrue();
  }

  @Test
  void oneThatAppearedIsAwaitedAnewWhenItGoes() {
    assertThat(overdueAfter(0)).isFalse();
    assertThat(missing.look("uid-1", false, Cases.NOW.plusSeconds(30))).isNull();
    assertThat(overdueAfter(70)).isFalse();
    assertThat(overdueAfter(130)).isTrue();
  }

  @Test
  void onlyAReferenceToNothingIsMissed() {
    assertThat(Cases.undecided().missingSla()).isNull();
    assertThat(Cases.referringTo("gold").missingSla()).isEqualTo("gold");
  }
}
