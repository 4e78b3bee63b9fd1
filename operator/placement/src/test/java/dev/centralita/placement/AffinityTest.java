package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.show;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AffinityTest {
  private final Fleet fleet = new Fleet();

  @BeforeEach
  void nearMiddleAndFar() {
    List.of("a", "b", "c")
        .forEach(id -> {
          fleet.upsertSite(site(id, (id.charAt(0) - 'a') * 1_000_000));
          fleet.upsertNode(id, node("n", "L4", 8));
        });
  }

  private static Request workload(
      String app, List<Map<String, String>> together, List<Map<String, String>> apart) {
    return request("uid-" + app, 1, 1)
        .edit()
        .affinity(new Affinity("team", Map.of("app", app), together, apart))
        .done();
  }

  private static Map<String, String> app(String app) {
    return Map.of("app", app);
  }

  private String place(Request request) {
    var verdict = fleet.decide(request, NOW);
    if (verdict instanceof Verdict.Placed placed) {
      fleet.commit(request.workloadUid(), 1, request, placed.assignments());
    }
    return show(verdict);
  }

  private void standsAt(Request request, String site) {
    fleet.commit(
        request.workloadUid(), 1, request, List.of(new Assignment(site, 1, List.of("n"), 0, 0)));
  }

  private Refusal refusal(Request request) {
    return fleet.decide(request, NOW).refusals().getFirst();
  }

  @Test
  void noSiteIsSharedWithWhatIsKeptAway() {
    place(workload("web", List.of(), List.of()));
    var rival = workload("rival", List.of(), List.of(app("web")));
    assertThat(place(rival)).isEqualTo("b×1 missing 0");
    assertThat(refusal(rival))
        .returns(Reason.AntiAffinity, Refusal::reason)
        .returns("no workload with app=web", Refusal::need)
        .returns("uid-web is here", Refusal::offer);
    assertThat(refusal(rival).relaxation().changes())
        .containsExactly(
            new Relaxation.Change("placement.antiAffinity", "with app=web", "without app=web"));
  }

  @Test
  void whatWantsToBeAloneKeepsOthersAway() {
    place(workload("alone", List.of(), List.of(app("web"))));
    var web = workload("web", List.of(), List.of());
    assertThat(place(web)).isEqualTo("b×1 missing 0");
    assertThat(refusal(web))
        .returns(Reason.AntiAffinity, Refusal::reason)
        .returns("uid-alone keeps it away", Refusal::offer)
        .returns(null, Refusal::relaxation);
  }

  @Test
  void aPodCountsUntilItIsGone() {
    var web = workload("web", List.of(), List.of());
    standsAt(web, "a");
    fleet.upsertPod("a", pod("p", "n", "uid-web", 1));
    standsAt(web, "b");
    assertThat(place(workload("rival", List.of(), List.of(app("web"))))).isEqualTo("c×1 missing 0");
  }

  @Test
  void otherNamespacesAndItselfDoNotCount() {
    place(workload("web", List.of(), List.of()));
    var foreign =
        request("foreign", 1, 1)
            .edit()
            .affinity(
                new Affinity("other", app("web"), List.of(), List.of(app("web"), app("foreign"))))
            .done();
    assertThat(place(foreign)).isEqualTo("a×1 missing 0");
    assertThat(place(foreign.edit().replicas(2).done())).isEqualTo("a×2 missing 0");
  }

  @Test
  void itGoesWhereTheOtherIsAndWaitsForIt() {
    var front = workload("front", List.of(app("cache")), List.of());
    assertThat(place(front)).isEqualTo("refused");
    assertThat(refusal(front))
        .returns(Reason.Affinity, Refusal::reason)
        .returns("a workload with app=cache", Refusal::need)
        .returns("none at this site", Refusal::offer);
    assertThat(((Verdict.Refused) fleet.decide(front, NOW)).permanent()).isFalse();
    standsAt(workload("cache", List.of(), List.of()), "c");
    assertThat(place(front)).isEqualTo("c×1 missing 0");
  }

  @Test
  void everyTermMustHold() {
    standsAt(workload("cache", List.of(), List.of()), "b");
    standsAt(workload("db", List.of(), List.of()), "c");
    var front = workload("front", List.of(app("cache"), app("db")), List.of());
    assertThat(place(front)).isEqualTo("refused");
    assertThat(fleet.decide(front, NOW).refusals())
        .extracting(r -> r.relaxation().changes().getFirst().to())
        .containsExactly("without app=cache, app=db", "without app=db", "without app=cache");
  }

  @Test
  void theFirstOfThoseThatWantToBeTogetherGoesAnywhere() {
    var one = workload("web", List.of(app("web")), List.of());
    var two = one.edit().workloadUid("second").done();
    standsAt(one, "b");
    assertThat(place(one)).isEqualTo("b×1 missing 0");
    assertThat(place(two)).isEqualTo("b×1 missing 0");
    fleet.release("uid-web");
    fleet.release("second");
    assertThat(place(two)).isEqualTo("a×1 missing 0");
  }

  @Test
  void whatRunsStaysWhenTheOtherGoesOrComes() {
    var front = workload("front", List.of(app("cache")), List.of(app("web")));
    standsAt(front, "b");
    standsAt(workload("web", List.of(), List.of()), "b");
    assertThat(place(front)).isEqualTo("b×1 missing 0");
    assertThat(place(front.edit().replicas(2).done())).isEqualTo("b×1 missing 1");
  }
}
