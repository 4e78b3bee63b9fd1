package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.api.SovereignWorkloadStatus.Decision;
import dev.centralita.controller.workload.Deciding.SiteVersion;
import dev.centralita.placement.Assignment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecidingTest {
  private static final Map<String, SiteVersion> SITES =
      Map.of("madrid", new SiteVersion("s1", 1), "sevilla", new SiteVersion("s2", 1));

  private static Decision written(Deciding.Step step) {
    assertThat(step).isInstanceOf(Deciding.Write.class);
    return ((Deciding.Write) step).decision();
  }

  @Test
  void theFirstPlacementIsEpochOne() {
    var step = Deciding.of(Cases.undecided(), List.of(Cases.at("madrid", 2)), SITES, Cases.NOW);
    var decision = written(step);
    assertThat(decision.epoch()).isEqualTo(1);
    assertThat(decision.replicas()).isEqualTo(2);
    assertThat(decision.sites())
        .containsExactly(new DecidedSite("madrid", "s1", 2, List.of("node-1")));
  }

  @Test
  void theSamePlacementOnTheSameInputsStands() {
    var first =
        Deciding.of(Cases.undecided(), List.of(Cases.at("madrid", 2)), SITES, Cases.NOW).decision();
    var again =
        Deciding.of(
            Cases.inputs(first), List.of(Cases.at("madrid", 2)), SITES, Cases.NOW.plusSeconds(60));
    assertThat(again).isEqualTo(new Deciding.Keep(first));
  }

  @Test
  void otherAdviceOnNodesIsNoNewDecision() {
    var first =
        Deciding.of(Cases.undecided(), List.of(Cases.at("madrid", 1)), SITES, Cases.NOW).decision();
    var elsewhere = new Assignment("madrid", 1, List.of("node-9"), 4_000, 72);
    assertThat(Deciding.of(Cases.inputs(first), List.of(elsewhere), SITES, Cases.NOW))
        .isInstanceOf(Deciding.Keep.class);
  }

  @Test
  void aChangedSiteIsDecidedOnAnew() {
    var first =
        Deciding.of(Cases.undecided(), List.of(Cases.at("madrid", 2)), SITES, Cases.NOW).decision();
    var edited = Map.of("madrid", new SiteVersion("s1", 2));
    var step = Deciding.of(Cases.inputs(first), List.of(Cases.at("madrid", 2)), edited, Cases.NOW);
    assertThat(written(step).epoch()).isEqualTo(2);
  }

  @Test
  void nothingPlacedAndNothingRecordedIsNoDecision() {
    assertThat(Deciding.of(Cases.undecided(), List.of(), SITES, Cases.NOW))
        .isEqualTo(new Deciding.Keep(null));
  }

  @Test
  void losingEverySiteIsRecordedOnce() {
    var first =
        Deciding.of(Cases.undecided(), List.of(Cases.at("madrid", 2)), SITES, Cases.NOW).decision();
    var lost = written(Deciding.of(Cases.inputs(first), List.of(), SITES, Cases.NOW));
    assertThat(lost.sites()).isEmpty();
    assertThat(Deciding.of(Cases.inputs(lost), List.of(), Map.of(), Cases.NOW))
        .isEqualTo(new Deciding.Keep(lost));
  }
}
