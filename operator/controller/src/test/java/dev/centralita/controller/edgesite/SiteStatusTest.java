package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.connection.SiteView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aRefusedTwinKeepsTheClusterSeenAndStaysRefusedWithoutConnectingAgain() {
    var old = SiteGatheredTest.remote("madrid", "2026-01-01T00:00:00Z", "cluster-1");
    var young = SiteGatheredTest.remote("alias", "2026-02-01T00:00:00Z", null);
    var view = new SiteView("alias", new SiteState.Synced("cluster-1"), true, NOW, "cluster-1");
    var first = SiteGatheredTest.gathered(young, view, NOW, old);
    var status = SiteStatus.of(first, Admission.of(first), List.of());
    assertThat(status.clusterUid()).isEqualTo("cluster-1");

    young.setStatus(status);
    var next = SiteGatheredTest.gathered(young, null, NOW, old);
    assertThat(Admission.of(next)).isInstanceOf(Admission.Refused.class);
    assertThat(Admission.of(SiteGatheredTest.gathered(old, null, NOW, young)))
        .as("the older is not disturbed by what the younger keeps")
        .isEqualTo(new Admission.Admitted("cluster-1"));
  }
}
