package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Need;
import dev.centralita.placement.PolicyClass;
import dev.centralita.placement.Population;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MovesTest {
  private final FleetOwner owner =
      new FleetOwner(Clock.systemUTC(), (count, nanos) -> {}, name -> {});

  @BeforeEach
  void farAndNearWithTwoGpusEach() {
    site("far", 2_000_000, "ES");
    site("near", 0, "ES");
    site("abroad", 0, "FR");
  }

  @AfterEach
  void close() {
    owner.close();
  }

  private void site(String id, int lonE6, String country) {
    owner.tell(new L4Site(id, country, 40_000_000, lonE6, 2)::enter);
  }

  private static Request request(String uid, int replicas, int mostPerSite) {
    return Request.of(uid, "team/" + uid, replicas, Need.gpus(1))
        .edit()
        .policy(new PolicyClass(Set.of("ES"), Set.of(), List.of(), Set.of(), Set.of(), 0))
        .populations(List.of(new Population("home", 40_000_000, 0, 1)))
        .maxReplicasPerSite(mostPerSite)
        .done();
  }

  private void stands(Request request, String site, int replicas) {
    owner.restore(
        request,
        3,
        List.of(new Assignment(site, replicas, List.of("n", "n").subList(0, replicas), 0, 0)));
  }

  /** For example {@code near×1 far×1}. */
  private String decided(Request request) throws Exception {
    var verdict = owner.decide(request, 4).get();
    owner.confirm(request.workloadUid());
    var text = new StringBuilder();
    if (verdict instanceof Verdict.Placed placed) {
      placed
          .assignments()
          .forEach(a -> text.append(a.site()).append('×').append(a.replicas()).append(' '));
    }
    return text.toString().strip();
  }

  @Test
  void theNextDecisionFindsTheReplicaAtItsNewSite() throws Exception {
    var request = request("a", 2, 0);
    stands(request, "far", 2);
    assertThat(decided(request)).isEqualTo("far×2");
    assertThat(owner.move("a", "far", "near").get()).isTrue();
    assertThat(decided(request)).isEqualTo("near×1 far×1");
    assertThat(owner.move("a", "far", "near").get()).isTrue();
    assertThat(decided(request)).isEqualTo("near×2");
  }

  @Test
  void aSiteThatTheRulesOrRoomExcludeIsNotMovedTo() throws Exception {
    var request = request("a", 1, 0);
    stands(request, "far", 1);
    stands(request("full", 2, 0), "near", 2);
    assertThat(owner.move("a", "far", "near").get()).isFalse();
    assertThat(owner.move("a", "far", "abroad").get()).isFalse();
    assertThat(owner.move("a", "far", "nowhere").get()).isFalse();
    assertThat(decided(request)).isEqualTo("far×1");
  }

  @Test
  void spreadHoldsForAMoveToo() throws Exception {
    owner.restore(
        request("a", 2, 1),
        3,
        List.of(
            new Assignment("far", 1, List.of("n"), 0, 0),
            new Assignment("near", 1, List.of("n"), 0, 0)));
    assertThat(owner.move("a", "far", "near").get()).isFalse();
  }

  @Test
  void whatIsNotThereOrNotYetRecordedIsNotMoved() throws Exception {
    var request = request("a", 1, 0);
    stands(request, "far", 1);
    assertThat(owner.move("a", "abroad", "near").get()).isFalse();
    assertThat(owner.move("unknown", "far", "near").get()).isFalse();
    owner.decide(request, 4).get();
    assertThat(owner.move("a", "far", "near").get()).isFalse();
    owner.confirm("a");
    assertThat(owner.move("a", "far", "near").get()).isTrue();
  }

  @Test
  void aMovedReplicaHoldsItsNewPlaceOnly() throws Exception {
    stands(request("a", 1, 0), "far", 1);
    owner.move("a", "far", "near").get();
    assertThat(used("near")).isEqualTo(1);
    assertThat(used("far")).isZero();
  }

  private int used(String site) throws Exception {
    return owner.query(fleet -> fleet.use(site).products().getFirst().used()).get();
  }
}
