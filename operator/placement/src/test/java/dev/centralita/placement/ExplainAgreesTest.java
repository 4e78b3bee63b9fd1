package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** On random fleets: decide and explain say the same, and so does a replayed snapshot. */
class ExplainAgreesTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final List<String> COUNTRIES = List.of("ES", "PT", "FR");
  private static final List<String> PRODUCTS = List.of("L4", "H100");

  private static Fleet fleet(SplittableRandom random) {
    var fleet = new Fleet();
    for (int s = 0; s < 6; s++) {
      var id = "s" + s;
      var country = COUNTRIES.get(random.nextInt(3));
      fleet.upsertSite(
          site(
              id,
              s * 400_000,
              new Power(random.nextInt(100, 900), 1200, 20, 10),
              random.nextInt(8) != 0,
              null,
              random.nextInt(8) != 0,
              country,
              random.nextInt(5) == 0 ? Set.of() : Set.of(country),
              List.of(new Certification("ENS", "level", random.nextInt(1, 4), NOW + 5)),
              random.nextBoolean() ? "Orange" : "Vodafone"));
      for (int n = 0; n < random.nextInt(0, 3); n++) {
        fleet.upsertNode(id, node("n" + n, PRODUCTS.get(random.nextInt(2)), 4));
        fleet.upsertPod(id, pod("p" + n, "n" + n, null, random.nextInt(0, 5)));
      }
    }
    return fleet;
  }

  private static Request question(SplittableRandom random, int number) {
    var policy =
        new PolicyClass(
            random.nextBoolean() ? Set.of() : Set.of("ES"),
            random.nextBoolean() ? Set.of() : Set.of("FR"),
            List.of(new CertificationNeed("ENS", random.nextInt(1, 4), "ENS")),
            random.nextBoolean() ? Set.of() : Set.of("Orange"),
            Set.of(),
            random.nextInt(7));
    var base = Facts.policy(request("w" + number, 1, random.nextInt(1, 5)), policy);
    var products = random.nextBoolean() ? Set.<String>of() : Set.of("L4");
    return base.edit()
        .need(base.need().edit().products(products).done())
        .maxRttMicros(random.nextBoolean() ? 0 : random.nextInt(1_000, 6_000))
        .affinity(
            new Affinity(
                "team", term(random), some(random, term(random)), some(random, term(random))))
        .done();
  }

  private static Map<String, String> term(SplittableRandom random) {
    return Map.of("app", random.nextBoolean() ? "web" : "cache");
  }

  private static List<Map<String, String>> some(SplittableRandom random, Map<String, String> term) {
    return random.nextInt(3) == 0 ? List.of(term) : List.of();
  }

  @Test
  void decideExplainAndReplayAgree() {
    System.out.println("ExplainAgreesTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 150; round++) {
      var fleet = fleet(random);
      for (int w = 0; w < 4; w++) {
        agree(fleet, question(random, w));
      }
    }
  }

  private static void agree(Fleet fleet, Request request) {
    var verdict = fleet.decide(request, NOW);
    var explanation = fleet.explain(request, NOW);
    var feasible = explanation.sites().stream().filter(s -> s.failing().isEmpty()).toList();
    if (verdict instanceof Verdict.Placed placed) {
      var chosen = placed.assignments().getFirst();
      assertThat(feasible.getFirst().site()).as("seed %d", SEED).isEqualTo(chosen.site());
      assertThat(feasible.getFirst().score()).isNotNull();
    } else {
      assertThat(feasible).as("seed %d", SEED).isEmpty();
      for (int s = 0; s < explanation.sites().size(); s++) {
        var refusal = verdict.refusals().get(s);
        var site = explanation.sites().get(s);
        assertThat(refusal.site()).isEqualTo(site.site());
        assertThat(refusal.reason()).isEqualTo(site.failing().getFirst().reason());
        assertThat(refusal.relaxation()).isEqualTo(site.relaxation());
      }
    }
    var replayed = Fleet.of(fleet.snapshot());
    assertThat(replayed.explain(request, NOW)).as("seed %d", SEED).isEqualTo(explanation);
    if (verdict instanceof Verdict.Placed placed) {
      fleet.commit(request.workloadUid(), 1, request, placed.assignments());
    }
  }
}
