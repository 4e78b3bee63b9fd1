package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.hub.ColdStart;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EdgeSiteReconcilerTest {
  @Test
  void aSiteKeepsItsFinalizerUntilWhatItHoldsIsKnownAgain() {
    // Nothing else is asked before: neither hub nor site nor index, so there need be none.
    var parts = new EdgeSiteParts(null, null, null, null, null, new ColdStart(Duration.ZERO));
    var control = new EdgeSiteReconciler(parts).cleanup(new EdgeSite(), null);
    assertThat(control.isRemoveFinalizer()).isFalse();
    assertThat(control.getScheduleDelay()).isPresent();
  }
}
