package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.closed;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan keeps harms nobody: not those who hold a place, not others, not the thread. */
class KeptPlacesTest {
  private static final int MIDDLE = 1_000_000;
  private static final int FAR = 6_000_000;

  private static Fleet fleet() {
    var fleet = new Fleet();
    fleet.upsertSite(site("near", 0));
    fleet.upsertSite(site("middle", MIDDLE));
    fleet.upsertSite(site("far", FAR));
    for (var name : List.of("near", "middle", "far")) {
      fleet.upsertNode(name, node("n", "L4", 1));
    }
    return fleet;
  }

  private static Request at(String uid, int lonE6) {
    return request(uid, 1, 1)
        .edit()
        .populations(List.of(new Population("p", 40_000_000, lonE6, 1)))
        .done();
  }

  private static final Request BETWEEN = at("between", MIDDLE / 2 - 50_000);
  private static final Request WEST = at("west", -3_000_000);

  private static List<Assignment> one(String site) {
    return List.of(new Assignment(site, 1, List.of("n"), 0, 72));
  }

  private static int used(Fleet fleet, String site) {
    return fleet.use(site).products().getFirst().used();
  }

  @Test
  void whatHasBeenTakenSinceItWasPlannedIsNotKeptAsWell() {
    var fleet = fleet();
    var seating = fleet.seating(List.of(BETWEEN, WEST), NOW);
    assertThat(seating.size()).isEqualTo(2);
    fleet.commit("other", 1, at("other", 0), one("near"));

    seating.turn(fleet, "between");
    assertThat(used(fleet, "near")).isEqualTo(1);
    assertThat(Facts.show(fleet.decide(at("other", 0), NOW))).isEqualTo("near×1 missing 0");

    seating.turn(fleet, "west");
    seating.end(fleet);
    assertThat(fleet.snapshot().promises()).extracting(p -> p.workloadUid()).containsOnly("other");
  }

  @Test
  void whoHasToLeaveASiteFindsNothingKeptForOthers() {
    var fleet = fleet();
    fleet.removeNode("far", "n");
    fleet.upsertSite(site("old", MIDDLE / 2));
    fleet.upsertNode("old", node("n", "L4", 1));
    var leaving = BETWEEN.edit().workloadUid("leaving").done();
    fleet.commit("leaving", 1, leaving, one("old"));
    fleet.upsertPod("old", Facts.pod("pod", "n", "leaving", 1));
    fleet.upsertSite(closed("old", MIDDLE / 2, Reason.Draining));
    assertThat(Facts.show(fleet.decide(leaving, NOW))).isEqualTo("near×1 missing 0");

    var order = List.of(BETWEEN, leaving, WEST);
    var seating = fleet.seating(order, NOW);
    var shown = new ArrayList<String>();
    for (var request : order) {
      seating.turn(fleet, request.workloadUid());
      var verdict = (Verdict) fleet.decide(request, NOW);
      shown.add(request.workloadUid() + " " + Facts.show(verdict));
      var places = verdict instanceof Verdict.Placed p ? p.assignments() : List.<Assignment>of();
      fleet.commit(request.workloadUid(), 0, request, places);
    }
    assertThat(shown)
        .containsExactly("between near×1 missing 0", "leaving middle×1 missing 0", "west refused");
  }

  @Test
  void whoIsDecidedAgainAsItStandsDoesNotEndAPlan() {
    var fleet = fleet();
    fleet.upsertNode("far", node("other", "L4", 1));
    var standing = at("standing", FAR);
    fleet.commit("standing", 1, standing, one("far"));
    assertThat(fleet.seating(List.of(BETWEEN, standing, WEST), NOW).size()).isEqualTo(2);
    var wider = standing.edit().need(Need.gpus(1).edit().cpuMillis(8_000).done()).done();
    assertThat(fleet.seating(List.of(BETWEEN, wider, WEST), NOW).size()).isZero();
  }

  /** A plan is made for the first of a thousand, and of the sites only for the nearest. */
  @Test
  void aCrowdAndAWideFleetMakeNoPlanLarger() {
    var fleet = new Fleet();
    for (int s = 0; s < 200; s++) {
      fleet.upsertSite(site("s" + s, s * 20_000));
      fleet.upsertNode("s" + s, node("n", "L4", 1));
    }
    var crowd = new ArrayList<Request>();
    for (int w = 0; w < 1_000; w++) {
      crowd.add(at("w" + w, w % 2 == 0 ? 10_000 : 0));
    }
    var sites = new BatchSites(fleet, crowd.subList(0, Batch.MOST), NOW);
    assertThat(sites.sites()).isEqualTo(BatchSites.MOST_GROUPS);
    assertThat(sites.solve(1_000)).hasSize(Batch.MOST);
    assertThat(fleet.seating(crowd, NOW).size()).isLessThanOrEqualTo(Batch.MOST_ASKED);
    assertThat(fleet.snapshot().promises()).isEmpty();
  }

  @Test
  void oneStepLessFindsNoMoreAndStillAnswers() {
    var fleet = fleet();
    var batch = List.of(BETWEEN, WEST);
    assertThat(new BatchSites(fleet, batch, NOW).solve(0)).hasSize(2);
    assertThat(new BatchSites(fleet, batch, NOW).solve(100))
        .extracting(spots -> spots.getFirst().site().facts.id())
        .containsExactly("middle", "near");
  }
}
