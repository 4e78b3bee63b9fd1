package dev.centralita.controller.improve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.fleet.L4Site;
import dev.centralita.placement.Affinity;
import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Need;
import dev.centralita.placement.PodFacts;
import dev.centralita.placement.PolicyClass;
import dev.centralita.placement.Population;
import dev.centralita.placement.Request;
import dev.centralita.placement.improve.History;
import dev.centralita.placement.improve.Improver;
import dev.centralita.placement.solve.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetStandingTest {
  private static final long NOW = 1_800_000_000L;
  private static final ImproveSettings SETTINGS =
      new ImproveSettings(
          true,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(1),
          10,
          4,
          Duration.ofHours(1));

  private final Fleet fleet = new Fleet();

  @BeforeEach
  void farAndNear() {
    site("far", 5_000_000, "ES", 8);
    site("near", 0, "ES", 8);
    site("abroad", 0, "FR", 8);
  }

  private void site(String id, int lonE6, String country, int gpus) {
    new L4Site(id, country, 40_000_000, lonE6, gpus).enter(fleet);
  }

  private static Request request(String uid, boolean batch, List<Population> users) {
    return Request.of(uid, "team/" + uid, 1, Need.gpus(2))
        .edit()
        .policy(new PolicyClass(Set.of("ES"), Set.of(), List.of(), Set.of(), Set.of(), 0))
        .populations(users)
        .allOrNothing(batch)
        .singleSite(batch)
        .done();
  }

  private static final List<Population> HOME = List.of(new Population("home", 40_000_000, 0, 1));

  private void promised(Request request, String site) {
    fleet.commit(
        request.workloadUid(), 1, request, List.of(new Assignment(site, 1, List.of("n"), 0, 0)));
  }

  private void pod(String workload, String site, boolean terminating) {
    fleet.upsertPod(
        site, new PodFacts(workload + site, "n", workload, 1, 2, List.of(), 0, 0, terminating));
  }

  private String moves() {
    var reading = FleetStanding.of(fleet.snapshot(), NOW);
    return new Improver()
            .improve(
                reading.standing(),
                SETTINGS.limits(reading.underWay()),
                new History(),
                NOW,
                Budget.steps(100))
            .chains()
            .stream()
            .flatMap(c -> c.moves().stream())
            .map(m -> reading.names().get(m.workload()) + ":" + m.from() + ">" + m.to())
            .collect(Collectors.joining(" "));
  }

  @Test
  void aSettledServiceMovesNearerWithinTheLaw() {
    promised(request("a", false, HOME), "far");
    pod("a", "far", false);
    assertThat(moves()).isEqualTo("team/a:far>near");
  }

  @Test
  void aBatchAndOneWithoutUsersStay() {
    promised(request("batch", true, HOME), "far");
    pod("batch", "far", false);
    promised(request("users", false, List.of()), "far");
    pod("users", "far", false);
    assertThat(moves()).isEmpty();
  }

  @Test
  void whatIsUnderWayStaysAndCounts() {
    promised(request("a", false, HOME), "near");
    pod("a", "near", false);
    pod("a", "far", true);
    promised(request("b", false, HOME), "far");
    var reading = FleetStanding.of(fleet.snapshot(), NOW);
    // The old pod of one is still there, and it is terminating; the new one of the other is not
    // yet.
    assertThat(reading.underWay()).isEqualTo(3);
    assertThat(reading.names()).isEmpty();
  }

  @Test
  void whatForeignPodsHoldIsNotFree() {
    promised(request("a", false, HOME), "far");
    pod("a", "far", false);
    fleet.upsertPod("near", new PodFacts("x", "n", null, 0, 7, List.of(), 0, 0, false));
    assertThat(moves()).isEmpty();
  }

  @Test
  void aClosedSiteIsNotMovedTo() {
    promised(request("a", false, HOME), "far");
    pod("a", "far", false);
    fleet.removeNode("near", "n");
    assertThat(moves()).isEmpty();
  }

  @Test
  void whatOthersAreToBeWithStays() {
    var cache = request("cache", false, HOME).edit();
    promised(cache.affinity(affinity("cache", List.of())).done(), "far");
    pod("cache", "far", false);
    assertThat(moves()).isEqualTo("team/cache:far>near");
    var front = request("front", false, HOME).edit();
    promised(front.affinity(affinity("front", List.of(Map.of("app", "cache")))).done(), "far");
    pod("front", "far", false);
    assertThat(moves()).isEmpty();
  }

  private static Affinity affinity(String app, List<Map<String, String>> together) {
    return new Affinity("team", Map.of("app", app), together, List.of());
  }
}
