package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Need;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffsTest {
  private final BackOffs backOffs = new BackOffs();
  private final Need shape = Need.gpus(2);

  @Test
  void aSiteIsLeftOutForTheShapeAndNoOther() {
    backOffs.leaveOut("madrid", shape, "unbound", Cases.NOW);
    assertThat(backOffs.sites(shape, Cases.NOW)).containsOnlyKeys("madrid");
    assertThat(backOffs.sites(Need.gpus(1), Cases.NOW)).isEmpty();
    assertThat(backOffs.sites(shape, Cases.NOW.plus(Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void twiceAsLongEachTime() {
    backOffs.leaveOut("madrid", shape, "unbound", Cases.NOW);
    var back = Cases.NOW.plus(Duration.ofMinutes(1));
    assertThat(backOffs.next(shape, Cases.NOW)).isEqualTo(back);
    backOffs.leaveOut("madrid", shape, "unbound", back);
    assertThat(backOffs.next(shape, back)).isEqualTo(back.plus(Duration.ofMinutes(2)));
  }

  @Test
  void aSecondPodAtTheSameTimeDoesNotLengthenIt() {
    backOffs.leaveOut("madrid", shape, "unbound", Cases.NOW);
    backOffs.leaveOut("madrid", shape, "unbound", Cases.NOW.plusSeconds(5));
    assertThat(backOffs.next(shape, Cases.NOW)).isEqualTo(Cases.NOW.plus(Duration.ofMinutes(1)));
  }

  @Test
  void whatHappenedLongAgoIsForgiven() {
    backOffs.leaveOut("madrid", shape, "unbound", Cases.NOW);
    var later = Cases.NOW.plus(Duration.ofHours(1));
    backOffs.leaveOut("madrid", shape, "unbound", later);
    assertThat(backOffs.next(shape, later)).isEqualTo(later.plus(Duration.ofMinutes(1)));
  }
}
