package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.inventory.PowerReading.Measured;
import dev.centralita.inventory.PowerReading.Unusable;
import dev.centralita.placement.Power;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A site that may draw 1000 W: PUE 1.25, base 100 W, of 1200 W 200 W are kept free. */
final class PowerDrawTest {
  private static final Power POWER = new Power(1200, 1250, 100, 200);
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void coolingAndBaseAreDrawnToo() {
    var draw = PowerDraw.UNKNOWN.next(new Measured(400, 4, 0), POWER, NOW);
    assertThat(draw).isEqualTo(new PowerDraw(600L, false, NOW, null));
    assertThat(PowerDraw.UNKNOWN.next(new Measured(1, 1, 0), POWER, NOW).watts())
        .as("rounded up")
        .isEqualTo(102);
  }

  @Test
  void theLimitItselfIsAllowed() {
    assertThat(PowerDraw.UNKNOWN.next(new Measured(720, 8, 0), POWER, NOW).over()).isFalse();
    assertThat(PowerDraw.UNKNOWN.next(new Measured(721, 8, 0), POWER, NOW).over()).isTrue();
  }

  @Test
  void anOverdrawnSiteIsOpenedWellBelowItsLimit() {
    var over = PowerDraw.UNKNOWN.next(new Measured(800, 8, 0), POWER, NOW);
    assertThat(over.next(new Measured(700, 8, 0), POWER, NOW).over()).as("975 W").isTrue();
    assertThat(over.next(new Measured(680, 8, 0), POWER, NOW).over()).as("950 W").isFalse();
  }

  @Test
  void silenceIsNoAllClear() {
    var over = PowerDraw.UNKNOWN.next(new Measured(800, 8, 0), POWER, NOW);
    var soon = over.next(new Unusable("gone"), POWER, NOW.plusSeconds(60));
    assertThat(soon).isEqualTo(new PowerDraw(1100L, true, NOW, "gone"));
    var later = over.next(new Unusable("gone"), POWER, NOW.plusSeconds(181));
    assertThat(later).isEqualTo(new PowerDraw(null, true, NOW, "gone"));
    assertThat(PowerDraw.PRESUMED_OVER.next(new Unusable("gone"), POWER, NOW).over()).isTrue();
    assertThat(PowerDraw.PRESUMED_OVER.next(new Measured(0, 1, 0), POWER, NOW).over()).isFalse();
  }

  @Test
  void silenceClosesNobody() {
    assertThat(PowerDraw.UNKNOWN.next(new Unusable("gone"), POWER, NOW).over()).isFalse();
  }

  @Test
  void anEnvelopeThatIsNotUnderstoodIsOverdrawnByAnything() {
    var nothing = new Power(0, 1000, 0, 0);
    assertThat(PowerDraw.UNKNOWN.next(new Measured(1, 1, 0), nothing, NOW).over()).isTrue();
    assertThat(PowerDraw.UNKNOWN.next(new Measured(0, 1, 0), nothing, NOW).over()).isFalse();
  }

  @Test
  void rowsNotBelievedAreSaid() {
    assertThat(PowerDraw.UNKNOWN.next(new Measured(70, 1, 3), POWER, NOW).trouble()).isNotNull();
  }

  @Test
  void onlyWhatMovesByMoreThanTwoPercentIsTold() {
    var shown = PowerDraw.UNKNOWN.next(new Measured(400, 4, 0), POWER, NOW);
    var close = shown.next(new Measured(416, 4, 0), POWER, NOW);
    var far = shown.next(new Measured(417, 4, 0), POWER, NOW);
    assertThat(close.readsLike(shown) && !close.movedFrom(shown, POWER)).as("620 W").isTrue();
    assertThat(far.movedFrom(shown, POWER)).as("622 W").isTrue();
    assertThat(shown.readsLike(PowerDraw.UNKNOWN)).isFalse();
  }
}
