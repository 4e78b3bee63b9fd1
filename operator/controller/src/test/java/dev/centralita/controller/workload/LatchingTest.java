package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.controller.fleet.Observations.AtSite;
import dev.centralita.controller.status.Standing;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatchingTest {
  private static SovereignWorkload batch() {
    return Cases.workload(Cases.spec(1, Mode.Batch, null, false), null);
  }

  private static Gathered.Found seen(SovereignWorkload workload, @Nullable String condition) {
    Map<String, AtSite> atSites = Map.of();
    if (condition != null) {
      var job =
          new JobBuilder()
              .withNewMetadata()
              .withName("video")
              .endMetadata()
              .withNewSpec()
              .endSpec()
              .withNewStatus()
              .addNewCondition()
              .withType(condition)
              .withStatus("True")
              .withReason("BackoffLimitExceeded")
              .withMessage("too often")
              .endCondition()
              .endStatus()
              .build();
      atSites = Map.of("madrid", new AtSite(List.of(job), List.of()));
    }
    return new Gathered.Found(
        Cases.inputs(workload), atSites, Map.of(), Map.of(), null, null, Cases.NOW);
  }

  /** What the status says after a pass that saw the Job so. */
  private static SovereignWorkloadStatus reported(Gathered.Found found) {
    var asking = Planner.latched(found);
    assertThat(asking).isNotNull();
    var plan = new Plan(asking, null, new Deciding.Keep(null), Set.of(), Map.of());
    return WorkloadStatus.of(found, plan, new Carrying.Carried(List.of(), Set.of()));
  }

  @Test
  void aJobThatGaveUpStaysSoWhenItsSiteHasLostIt() {
    var workload = batch();
    workload.setStatus(reported(seen(workload, "Failed")));
    assertThat(workload.getStatus().failure().message())
        .isEqualTo("BackoffLimitExceeded: too often");

    var later = Planner.latched(seen(workload, null));
    assertThat(later).isInstanceOf(Asking.Finished.class);
    var standing = ((Asking.Finished) later).standing();
    assertThat(standing).isInstanceOf(Standing.Stalled.class);
    assertThat(standing.message()).contains("BackoffLimitExceeded: too often", "Maybe");
    assertThat(reported(seen(workload, null)).failure()).isEqualTo(workload.getStatus().failure());
  }

  @Test
  void aJobThatHasRunStaysCompleteWhenItsSiteHasLostIt() {
    var workload = batch();
    workload.setStatus(reported(seen(workload, "Complete")));
    assertThat(workload.getStatus().completedAt()).isEqualTo(Cases.NOW.toString());
    assertThat(workload.getStatus().failure()).isNull();
    assertThat(Planner.latched(seen(workload, null))).isEqualTo(Asking.Finished.completed());
  }

  @Test
  void aJobNobodyHasSeenEndIsAskedFor() {
    assertThat(Planner.latched(seen(batch(), null))).isNull();
  }
}
