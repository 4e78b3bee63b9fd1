package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.fleet.Observations.AtSite;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnboundPodsTest {
  private final UnboundPods pods = new UnboundPods(Duration.ofSeconds(30));

  /** A site that claims the pod has been unbound since 1970. */
  private static Map<String, AtSite> liar() {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("video-1")
            .withCreationTimestamp("1970-01-01T00:00:00Z")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .withNewStatus()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available")
            .withLastTransitionTime("1970-01-01T00:00:00Z")
            .endCondition()
            .endStatus()
            .build();
    return Map.of("madrid", new AtSite(List.of(), List.of(pod)));
  }

  @Test
  void patienceIsByOurOwnClock() {
    assertThat(pods.look("uid-1", liar(), Cases.NOW).givenUp()).isEmpty();
    var almost = pods.look("uid-1", liar(), Cases.NOW.plusSeconds(29));
    assertThat(almost.givenUp()).isEmpty();
    assertThat(almost.next()).isEqualTo(Cases.NOW.plusSeconds(30));
    assertThat(pods.look("uid-1", liar(), Cases.NOW.plusSeconds(30)).givenUp())
        .containsEntry("madrid", "0/3 nodes are available");
  }

  @Test
  void aPodThatWasBoundMeanwhileStartsAnew() {
    pods.look("uid-1", liar(), Cases.NOW);
    pods.look("uid-1", Map.of(), Cases.NOW.plusSeconds(10));
    assertThat(pods.look("uid-1", liar(), Cases.NOW.plusSeconds(40)).givenUp()).isEmpty();
  }
}
