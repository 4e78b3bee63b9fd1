package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.closed;
import static dev.centralita.placement.Facts.gang;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.show;
import static dev.centralita.placement.Facts.site;
import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetTest {
  private final Fleet fleet = new Fleet();

  @BeforeEach
  void twoSitesOfOneNode() {
    fleet.upsertSite(site("near", 0));
    fleet.upsertSite(site("far", 3_000_000));
    fleet.upsertNode("near", node("n1", "L4", 4));
    fleet.upsertNode("far", node("f1", "L4", 8));
  }

  private Verdict.Placed commit(Request request) {
    var placed = (Verdict.Placed) fleet.decide(request, NOW);
    fleet.commit(request.workloadUid(), 1, request, placed.assignments());
    return placed;
  }

  private String decide(Request request) {
    return show(fleet.decide(request, NOW));
  }

  @Test
  void nearestFirstThenOverflows() {
    assertThat(decide(request("w", 3, 2))).isEqualTo("near×2 far×1 missing 0");
  }

  @Test
  void fillsPartlyAndSaysWhy() {
    var verdict = fleet.decide(request("w", 9, 2), NOW);
    assertThat(show(verdict)).isEqualTo("near×2 far×4 missing 3");
    assertThat(verdict.refusals()).extracting(Refusal::reason).containsOnly(Reason.NodeFit);
  }

  @Test
  void whoIsPlacedIsToldWhichFartherSitesWouldRefuse() {
    fleet.upsertSite(closed("beyond", 6_000_000, Reason.Cordoned));
    var verdict = fleet.decide(request("w", 1, 4), NOW);
    assertThat(show(verdict)).isEqualTo("near×1 missing 0");
    assertThat(verdict.refusals()).extracting(Refusal::site).containsExactly("beyond");
    verdict = fleet.decide(request("w", 3, 2), NOW);
    assertThat(show(verdict)).isEqualTo("near×2 far×1 missing 0");
    assertThat(verdict.refusals()).extracting(Refusal::site).containsExactly("near", "beyond");
  }

  @Test
  void onlyTheNearestRefusalsAreToldAllAreCounted() {
    for (int i = 0; i < 30; i++) {
      fleet.upsertSite(site("small-%02d".formatted(i), 6_000_000 + i * 1_000_000));
      fleet.upsertNode("small-%02d".formatted(i), node("n", "L4", 1));
    }
    fleet.upsertSite(closed("shut", 90_000_000, Reason.Draining));
    var verdict = fleet.decide(request("w", 1, 4), NOW);
    assertThat(verdict.refusals())
        .hasSize(20)
        .isSortedAccordingTo(comparingInt(Refusal::rttMicros))
        .noneMatch(r -> r.relaxation() == null);
    assertThat(verdict.refusing())
        .containsExactly(entry(Reason.Draining, 1), entry(Reason.Accelerator, 30));
    assertThat(verdict.refusingSites()).isEqualTo(31);
  }

  @Test
  void promiseHoldsUntilThePodIsSeenAndAgainWhenItGoes() {
    commit(request("w", 1, 4));
    assertThat(decide(request("v", 1, 1))).isEqualTo("far×1 missing 0");
    fleet.upsertPod("near", pod("p", "n1", "w", 4));
    assertThat(decide(request("v", 1, 1))).isEqualTo("far×1 missing 0");
    assertThat(fleet.use("near").products().getFirst().used()).isEqualTo(4);
    fleet.removePod("near", "p");
    assertThat(decide(request("v", 1, 1))).isEqualTo("far×1 missing 0");
    fleet.release("w");
    assertThat(decide(request("v", 1, 1))).isEqualTo("near×1 missing 0");
  }

  @Test
  void replacementBesideTerminatingPodIsNotCountedTwice() {
    commit(request("w", 1, 2));
    fleet.upsertPod("near", pod("p", "n1", "w", 2));
    fleet.upsertPod("near", pod("q", "n1", "w", 2));
    assertThat(fleet.use("near").products().getFirst().used()).isEqualTo(4);
    fleet.removePod("near", "p");
    assertThat(fleet.use("near").products().getFirst().used()).isEqualTo(2);
  }

  @Test
  void nothingMovesThatIsStillAllowed() {
    fleet.upsertPod("near", pod("foreign", "n1", null, 4));
    commit(request("w", 2, 2));
    fleet.removePod("near", "foreign");
    assertThat(decide(request("w", 2, 2))).isEqualTo("far×2 missing 0");
    assertThat(decide(request("w", 3, 2))).isEqualTo("near×1 far×2 missing 0");
  }

  @Test
  void scalesDownFromTheFarthest() {
    commit(request("w", 4, 2));
    assertThat(decide(request("w", 3, 2))).isEqualTo("near×2 far×1 missing 0");
    assertThat(decide(request("w", 1, 2))).isEqualTo("near×1 missing 0");
    assertThat(decide(request("w", 0, 2))).isEqualTo("missing 0");
  }

  @Test
  void cordonKeepsDrainMovesIfItCan() {
    commit(request("w", 1, 4));
    fleet.upsertSite(closed("near", 0, Reason.Cordoned));
    assertThat(decide(request("w", 1, 4))).isEqualTo("near×1 missing 0");
    fleet.upsertSite(closed("near", 0, Reason.Draining));
    assertThat(decide(request("w", 1, 4))).isEqualTo("far×1 missing 0");
    assertThat(stranded(request("w", 1, 4))).isZero();
    fleet.upsertPod("far", pod("foreign", "f1", null, 8));
    assertThat(decide(request("w", 1, 4))).isEqualTo("near×1 missing 0");
    assertThat(stranded(request("w", 1, 4))).isEqualTo(1);
  }

  private int stranded(Request request) {
    return ((Verdict.Placed) fleet.decide(request, NOW)).stranded();
  }

  @Test
  void lawEvictsEvenWithoutAlternative() {
    commit(request("w", 1, 4));
    var spainOnly = new PolicyClass(Set.of("PT"), Set.of(), List.of(), Set.of(), Set.of(), 0);
    var verdict = fleet.decide(Facts.policy(request("w", 1, 4), spainOnly), NOW);
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).permanent()).isTrue();
  }

  @Test
  void promisesSurviveARestartBeforeTheSiteIsSeen() {
    var request = request("w", 1, 4);
    commit(request);
    var restarted = new Fleet();
    restarted.commit("w", 1, request, ((Verdict.Placed) fleet.decide(request, NOW)).assignments());
    restarted.upsertSite(
        site(
            "near",
            0,
            Power.UNLIMITED,
            true,
            null,
            false,
            "ES",
            Set.of("ES"),
            List.of(),
            "Telefónica"));
    restarted.upsertSite(site("far", 3_000_000));
    restarted.upsertNode("far", node("f1", "L4", 8));
    assertThat(show(restarted.decide(request, NOW))).isEqualTo("near×1 missing 0");
    assertThat(show(restarted.decide(request("v", 1, 1), NOW))).isEqualTo("far×1 missing 0");
  }

  @Test
  void lostNodeMovesThePromiseWithinTheSiteOrAway() {
    commit(request("w", 1, 4));
    fleet.upsertNode("near", node("n2", "L4", 4));
    fleet.removeNode("near", "n1");
    var placed = (Verdict.Placed) fleet.decide(request("w", 1, 4), NOW);
    assertThat(placed.assignments().getFirst().nodes()).containsExactly("n2");
    fleet.removeNode("near", "n2");
    assertThat(decide(request("w", 1, 4))).isEqualTo("far×1 missing 0");
  }

  @Test
  void powerIsAnEnvelopeForForeignPodsToo() {
    // 4 × 72 W × 1.25 + 100 W base = 460 W of 500 − 30 W.
    fleet.upsertSite(site("near", 0, new Power(500, 1250, 100, 30)));
    assertThat(decide(request("w", 1, 4))).isEqualTo("near×1 missing 0");
    assertThat(decide(request("w", 5, 1))).isEqualTo("near×4 far×1 missing 0");
    fleet.upsertSite(site("near", 0, new Power(459, 1250, 100, 0)));
    assertThat(decide(request("w", 1, 4))).isEqualTo("far×1 missing 0");
    fleet.upsertPod("near", pod("foreign", "n1", null, 3));
    fleet.upsertSite(site("near", 0, new Power(459, 1250, 100, 0)));
    var verdict = fleet.decide(request("w", 1, 1), NOW);
    assertThat(verdict.refusals().getFirst().reason()).isEqualTo(Reason.Power);
    assertThat(fleet.use("near").wattsCommitted()).isEqualTo(370);
  }

  @Test
  void gangsGoWholeOrNotAtAll() {
    assertThat(decide(gang(request("w", 5, 2), true, false))).isEqualTo("near×2 far×3 missing 0");
    assertThat(decide(gang(request("w", 3, 2), true, true))).isEqualTo("far×3 missing 0");
    assertThat(decide(gang(request("w", 7, 2), true, false))).isEqualTo("refused");
    assertThat(decide(gang(request("w", 5, 2), false, true))).isEqualTo("far×4 missing 1");
  }

  @Test
  void batchSeesItsOwnReservationsAndLeavesNone() {
    var verdicts =
        fleet.decideAll(List.of(request("a", 1, 4), request("b", 1, 8), request("c", 1, 1)), NOW);
    assertThat(verdicts.stream().map(Facts::show))
        .containsExactly("near×1 missing 0", "far×1 missing 0", "refused");
    assertThat(decide(request("c", 1, 1))).isEqualTo("near×1 missing 0");
  }

  @Test
  void aDecisionThatFailsLeavesTheSitesAsTheyWere() {
    var request = request("w", 1, 4);
    commit(request);
    var broken = request.edit().need(null).done();
    assertThatThrownBy(() -> fleet.decide(broken, NOW)).isInstanceOf(RuntimeException.class);
    assertThat(fleet.use("near").products().getFirst().used()).isEqualTo(4);
    assertThat(decide(request("v", 1, 1))).isEqualTo("far×1 missing 0");
  }

  @Test
  void theHeavierOfEqualPriorityGoesFirst() {
    var verdicts =
        fleet.decideAll(List.of(weight(request("a", 1, 8), 1), weight(request("b", 1, 8), 2)), NOW);
    assertThat(verdicts.stream().map(Facts::show)).containsExactly("refused", "far×1 missing 0");
  }

  private static Request weight(Request r, int weight) {
    return r.edit().weight(weight).done();
  }
}
