package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.status.Standing;
import dev.centralita.controller.workload.Carrying.Carried;
import dev.centralita.controller.workload.Carrying.Trouble;
import dev.centralita.delivery.SiteReadback;
import dev.centralita.placement.Need;
import dev.centralita.placement.Reason;
import dev.centralita.placement.Refusal;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadStandingTest {
  private static final Carried DONE = new Carried(List.of(), Set.of());

  private static Plan plan(Verdict verdict) {
    return plan(verdict, Set.of());
  }

  private static Plan plan(Verdict verdict, Set<String> silent) {
    var request = Request.of("uid-1", "team/video", 2, Need.gpus(1));
    return new Plan(
        new Asking.Ask(request, null),
        request,
        verdict,
        new Deciding.Keep(null),
        Set.of(),
        silent,
        Map.of(),
        null);
  }

  private static Verdict refused(Reason... reasons) {
    return new Verdict.Refused(
        List.of(reasons).stream()
            .map(r -> new Refusal("madrid", r, "8 GPU", "2 GPU", 4_000, null))
            .toList(),
        List.of(reasons).stream().collect(Collectors.toMap(r -> r, r -> 1)));
  }

  private static Verdict placed(int missing) {
    return new Verdict.Placed(
        List.of(Cases.at("madrid", 2 - missing)), missing, 0, List.of(), Map.of());
  }

  @Test
  void refusedByLawEverywhereIsStalled() {
    assertThat(WorkloadStanding.of(plan(refused(Reason.Jurisdiction)), DONE, 2, 0, 0, null))
        .isInstanceOf(Standing.Stalled.class)
        .extracting(Standing::reason)
        .isEqualTo("Jurisdiction");
  }

  @Test
  void refusedByLawHereAndByCapacityThereIsWaiting() {
    assertThat(
            WorkloadStanding.of(
                plan(refused(Reason.Jurisdiction, Reason.NodeFit)), DONE, 2, 0, 0, null))
        .isInstanceOf(Standing.Reconciling.class)
        .extracting(Standing::reason)
        .isEqualTo("NoSiteFits");
  }

  @Test
  void noSiteAtAllIsWaiting() {
    assertThat(WorkloadStanding.of(plan(refused()), DONE, 2, 0, 0, null))
        .isInstanceOf(Standing.Reconciling.class)
        .extracting(Standing::reason)
        .isEqualTo("NoSites");
  }

  @Test
  void aPartIsWaiting() {
    assertThat(WorkloadStanding.of(plan(placed(1)), DONE, 2, 1, 1, null))
        .isInstanceOf(Standing.Reconciling.class);
  }

  @Test
  void whatASiteRefusesForGoodIsStalled() {
    var carried =
        new Carried(
            List.of(new Trouble("madrid", false, "ForeignNamespace", "not ours")), Set.of());
    assertThat(WorkloadStanding.of(plan(placed(0)), carried, 2, 2, 0, null))
        .isEqualTo(new Standing.Stalled("ForeignNamespace", "not ours"));
  }

  @Test
  void aSilentSiteIsWaitedForWhateverItSaidBefore() {
    assertThat(WorkloadStanding.of(plan(placed(0), Set.of("madrid")), DONE, 2, 2, 2, null))
        .isInstanceOf(Standing.Reconciling.class)
        .extracting(Standing::reason)
        .isEqualTo("SiteUnreachable");
  }

  @Test
  void readyOnceEveryReplicaIsAndNothingIsLeftElsewhere() {
    assertThat(WorkloadStanding.of(plan(placed(0)), DONE, 2, 2, 1, null))
        .extracting(Standing::reason)
        .isEqualTo("Progressing");
    assertThat(
            WorkloadStanding.of(
                plan(placed(0)), new Carried(List.of(), Set.of("sevilla")), 2, 2, 2, null))
        .extracting(Standing::reason)
        .isEqualTo("Leaving");
    assertThat(WorkloadStanding.of(plan(placed(0)), DONE, 2, 2, 2, null))
        .isInstanceOf(Standing.Ready.class);
  }

  @Test
  void aPodThatCannotStartIsNamedBeforeProgressing() {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("video-1")
            .endMetadata()
            .withNewSpec()
            .withNodeName("n1")
            .endSpec()
            .withNewStatus()
            .addNewContainerStatus()
            .withName("app")
            .withNewState()
            .withNewWaiting()
            .withReason("ErrImagePull")
            .withMessage("not found")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    var stuck = StuckPods.first(Map.of("madrid", SiteReadback.of(null, List.of(pod))));
    var standing = WorkloadStanding.of(plan(placed(0)), DONE, 2, 2, 1, stuck);
    assertThat(standing.reason()).isEqualTo("PodStuck");
    assertThat(standing.message())
        .contains("1 of 2", "container app at site madrid", "ImagePullBackOff", "Maybe");
    assertThat(StuckPods.first(Map.of("madrid", SiteReadback.of(null, List.of())))).isNull();
  }
}
