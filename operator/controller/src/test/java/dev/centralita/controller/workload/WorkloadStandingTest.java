package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.status.Standing;
import dev.centralita.controller.workload.Carrying.Carried;
import dev.centralita.controller.workload.Carrying.Trouble;
import dev.centralita.placement.Need;
import dev.centralita.placement.Reason;
import dev.centralita.placement.Refusal;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Map.of());
  }

  private static Verdict refused(Reason... reasons) {
    return new Verdict.Refused(
        List.of(reasons).stream()
            .map(r -> new Refusal("madrid", r, "8 GPU", "2 GPU", 4_000, null))
            .toList());
  }

  private static Verdict placed(int missing) {
    return new Verdict.Placed(List.of(Cases.at("madrid", 2 - missing)), missing, List.of());
  }

  @Test
  void refusedByLawEverywhereIsStalled() {
    assertThat(WorkloadStanding.of(plan(refused(Reason.Jurisdiction)), DONE, 2, 0, 0))
        .isInstanceOf(Standing.Stalled.class)
        .extracting(Standing::reason)
        .isEqualTo("Jurisdiction");
  }

  @Test
  void refusedByLawHereAndByCapacityThereIsWaiting() {
    assertThat(
            WorkloadStanding.of(plan(refused(Reason.Jurisdiction, Reason.NodeFit)), DONE, 2, 0, 0))
        .isInstanceOf(Standing.Reconciling.class)
        .extracting(Standing::reason)
        .isEqualTo("NoSiteFits");
  }

  @Test
  void noSiteAtAllIsWaiting() {
    assertThat(WorkloadStanding.of(plan(refused()), DONE, 2, 0, 0))
        .isInstanceOf(Standing.Reconciling.class)
        .extracting(Standing::reason)
        .isEqualTo("NoSites");
  }

  @Test
  void aPartIsWaiting() {
    assertThat(WorkloadStanding.of(plan(placed(1)), DONE, 2, 1, 1))
        .isInstanceOf(Standing.Reconciling.class);
  }

  @Test
  void whatASiteRefusesForGoodIsStalled() {
    var carried =
        new Carried(
            List.of(new Trouble("madrid", false, "ForeignNamespace", "not ours")), Set.of());
    assertThat(WorkloadStanding.of(plan(placed(0)), carried, 2, 2, 0))
        .isEqualTo(new Standing.Stalled("ForeignNamespace", "not ours"));
  }

  @Test
  void aSilentSiteIsWaitedForWhateverItSaidBefore() {
    assertThat(WorkloadStanding.of(plan(placed(0), Set.of("madrid")), DONE, 2, 2, 2))
        .isInstanceOf(Standing.Reconciling.class)
        .extracting(Standing::reason)
        .isEqualTo("SiteUnreachable");
  }

  @Test
  void readyOnceEveryReplicaIsAndNothingIsLeftElsewhere() {
    assertThat(WorkloadStanding.of(plan(placed(0)), DONE, 2, 2, 1))
        .extracting(Standing::reason)
        .isEqualTo("Progressing");
    assertThat(
            WorkloadStanding.of(
                plan(placed(0)), new Carried(List.of(), Set.of("sevilla")), 2, 2, 2))
        .extracting(Standing::reason)
        .isEqualTo("Leaving");
    assertThat(WorkloadStanding.of(plan(placed(0)), DONE, 2, 2, 2))
        .isInstanceOf(Standing.Ready.class);
  }
}
