package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.show;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreemptionTest {
  private final Fleet fleet = new Fleet();

  @BeforeEach
  void twoSitesOfFour() {
    for (var id : List.of("a", "b")) {
      fleet.upsertSite(site(id, id.equals("a") ? 0 : 1_000_000));
      fleet.upsertNode(id, node("n", "L4", 4));
    }
  }

  private static Request preemptor(String uid, int replicas, int gpus) {
    return request(uid, replicas, gpus).edit().priority(9).preempts(true).done();
  }

  private static Request victim(String uid, int replicas, int gpus, int priority) {
    return request(uid, replicas, gpus).edit().priority(priority).preemptible(true).done();
  }

  private void runs(Request request, String site) {
    var nodes = new String[request.replicas()];
    Arrays.fill(nodes, "n");
    var uid = request.workloadUid();
    fleet.commit(
        uid, 1, request, List.of(new Assignment(site, nodes.length, List.of(nodes), 0, 0)));
    for (int i = 0; i < nodes.length; i++) {
      fleet.upsertPod(site, Facts.pod(uid + i, "n", uid, request.need().gpus()));
    }
  }

  /** For example {@code "x@a×1 y@b×2 for w"}. */
  private String leaving(Request... waiting) {
    var parties = Arrays.stream(waiting).map(List::of).toList();
    return say(fleet.preempt(parties, Set.of(), NOW));
  }

  private static String say(Preemption chosen) {
    if (chosen.victims().isEmpty()) {
      assertThat(chosen.seats()).isEmpty();
      return "nobody";
    }
    return chosen.victims().stream()
            .map(v -> v.workloadUid() + "@" + v.site() + "×" + v.replicas())
            .collect(Collectors.joining(" "))
        + chosen.seats().stream()
            .map(s -> s.request().workloadUid())
            .collect(Collectors.joining(" ", " for ", ""));
  }

  @Test
  void theFewestLeaveThenTheLowestThenWhoFindsAnotherPlace() {
    runs(victim("two", 2, 1, 1), "a");
    runs(victim("one", 1, 2, 5), "a");
    runs(victim("other", 1, 2, 4), "b");
    runs(request("firm", 1, 2), "b");
    assertThat(leaving(preemptor("w", 1, 2))).isEqualTo("other@b×1 for w");
    fleet.upsertSite(site("c", 2_000_000));
    fleet.upsertNode("c", node("n", "L40", 2));
    var roaming = victim("one", 1, 2, 4);
    runs(roaming, "a");
    var settled = roaming.need().edit().products(Set.of("L4")).done();
    runs(victim("other", 1, 2, 4).edit().need(settled).done(), "b");
    var picky = preemptor("w", 1, 2).edit().need(settled).done();
    assertThat(leaving(picky)).isEqualTo("one@a×1 for w");
  }

  @Test
  void onlyWhoMayAndIsLower() {
    runs(request("firm", 1, 4), "a");
    runs(victim("equal", 1, 4, 9), "b");
    assertThat(leaving(preemptor("w", 1, 2))).isEqualTo("nobody");
    runs(victim("lower", 1, 4, 8), "b");
    fleet.release("equal");
    fleet.removePod("b", "equal0");
    assertThat(leaving(preemptor("w", 1, 2).edit().preempts(false).done())).isEqualTo("nobody");
    assertThat(say(fleet.preempt(List.of(List.of(preemptor("w", 1, 2))), Set.of("lower"), NOW)))
        .isEqualTo("nobody");
    assertThat(leaving(preemptor("w", 1, 2))).isEqualTo("lower@b×1 for w");
  }

  @Test
  void nobodyLeavesForWhatStillWouldNotFit() {
    runs(victim("x", 4, 1, 0), "a");
    runs(victim("y", 4, 1, 0), "b");
    assertThat(leaving(preemptor("w", 1, 5))).isEqualTo("nobody");
    assertThat(leaving(preemptor("w", 3, 4))).isEqualTo("nobody");
    assertThat(leaving(preemptor("w", 2, 4))).isEqualTo("x@a×4 y@b×4 for w");
  }

  @Test
  void whatIsPromisedButNotSeenStays() {
    var x = victim("x", 1, 4, 0);
    runs(x, "a");
    fleet.removePod("a", "x0");
    runs(request("firm", 1, 4), "b");
    assertThat(leaving(preemptor("w", 1, 2))).isEqualTo("nobody");
  }

  @Test
  void whoWaitsTogetherSharesTheRoomOfOne() {
    runs(victim("whole", 1, 4, 1), "b");
    runs(victim("half", 1, 2, 0), "a");
    runs(victim("half2", 1, 2, 0), "a");
    // Each alone would ask one of the halves to leave.
    assertThat(leaving(preemptor("v", 1, 2), preemptor("w", 1, 2))).isEqualTo("whole@b×1 for v w");
  }

  @Test
  void aPartyIsHelpedWhollyOrNotAtAll() {
    runs(victim("x", 1, 4, 0), "a");
    runs(request("firm", 1, 4), "b");
    var v = preemptor("v", 1, 4);
    var w = preemptor("w", 1, 4);
    assertThat(say(fleet.preempt(List.of(List.of(v, w)), Set.of(), NOW))).isEqualTo("nobody");
    assertThat(leaving(v, w)).isEqualTo("x@a×1 for v");
  }

  @Test
  void nothingIsHeldAfterwards() {
    runs(victim("x", 4, 1, 0), "a");
    runs(victim("y", 4, 1, 0), "b");
    var before = fleet.snapshot();
    var use = fleet.use("a");
    leaving(preemptor("w", 2, 4));
    assertThat(fleet.snapshot()).isEqualTo(before);
    assertThat(fleet.use("a")).isEqualTo(use);
    assertThat(Recount.of(before)).isEqualTo(Recount.read(fleet));
    assertThat(show(fleet.decide(preemptor("w", 1, 1), NOW))).isEqualTo("refused");
  }
}
