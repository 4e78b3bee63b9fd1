package dev.centralita.placement.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.law.LegalRules.MinimumLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LegalScopeTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final List<String> COUNTRIES = List.of("ES", "FR", "DE", "GB", "NO", "US", "CH");
  private static final List<String> CODES =
      List.of("ES", "FR", "DE", "GB", "NO", "US", "CH", "EU", "EEA", "XX", "uk");
  private static final List<String> CARRIERS = List.of("Telefónica", "Orange", "TIM");

  /** What the law sees of a site. */
  private record Site(
      String country, Set<String> controlledBy, Map<String, Integer> ranks, String carrier) {}

  @Test
  void aWorkloadIsBoundByTheIntersection() {
    var workload =
        read(new LegalRules(List.of("EU"), List.of(), needs("ENS", "Basic"), List.of(), List.of()));
    var health =
        read(
            new LegalRules(
                List.of("ES", "GB"),
                List.of("US"),
                needs("ENS", "High"),
                List.of("Telefónica", "Orange"),
                List.of("Orange")));
    var both = workload.and(health);
    assertThat(both.countries()).isEqualTo(AllowList.only(Set.of("ES")));
    assertThat(both.excludedControl()).containsExactly("US");
    assertThat(both.certifications()).containsExactly(Map.entry("ENS", 2));
    assertThat(both.isNowhere()).isFalse();
    var asked = both.policyClass(60);
    assertThat(asked.countries()).containsExactly("ES");
    assertThat(asked.certifications()).extracting("label").containsExactly("ENS High");
    assertThat(asked.carriersDeny()).containsExactly("Orange");
  }

  @Test
  void rulesWithNothingInCommonAllowNowhereAndNotAnywhere() {
    var nowhere = read(countries("ES")).and(read(countries("FR")));
    assertThat(nowhere.isNowhere()).isTrue();
    assertThat(nowhere.policyClass(0).countries()).isNotEmpty().doesNotContain("ES", "FR");
    var noCarrier =
        read(new LegalRules(List.of(), List.of(), List.of(), List.of("TIM"), List.of("TIM")));
    assertThat(noCarrier.isNowhere()).isTrue();
  }

  @Test
  void rulesThatAreNotUnderstoodAllowNothing() {
    var reading =
        LegalScope.read(
            "spec.sovereignty",
            new LegalRules(
                List.of("ES", "UK"), List.of("USA"), needs("ENS", "Top"), List.of(), List.of()),
            DAY);
    assertThat(reading.problems()).hasSize(3);
    assertThat(reading.problems().getFirst())
        .startsWith("spec.sovereignty.jurisdictions[1]: \"UK\"")
        .endsWith("Maybe GB.");
    assertThat(reading.scope().isNowhere()).isTrue();
  }

  @Test
  void intersectionIsALatticeAndOnlyNarrows() {
    var seed = Long.getLong("seed", 20261122L);
    var random = new Random(seed);
    for (var i = 0; i < 3000; i++) {
      var a = read(rules(random));
      var b = read(rules(random));
      var c = read(rules(random));
      var what = "seed %d case %d: %s, %s, %s".formatted(seed, i, a, b, c);
      assertThat(a.and(b)).as(what).isEqualTo(b.and(a));
      assertThat(a.and(b).and(c)).as(what).isEqualTo(a.and(b.and(c)));
      assertThat(a.and(a)).as(what).isEqualTo(a);
      assertThat(a.and(LegalScope.ANYWHERE)).as(what).isEqualTo(a);
      assertThat(LegalScope.allOf(List.of(a, b, c))).as(what).isEqualTo(c.and(b).and(a));
      for (var s = 0; s < 5; s++) {
        var site = site(random);
        var allowed = permits(a, site) && permits(b, site);
        assertThat(permits(a.and(b), site)).as(what + " at " + site).isEqualTo(allowed);
        assertThat(a.isNowhere() && permits(a, site)).as(what).isFalse();
      }
    }
  }

  private static LegalScope read(LegalRules rules) {
    return LegalScope.read("spec", rules, DAY).scope();
  }

  private static LegalRules countries(String... codes) {
    return new LegalRules(List.of(codes), List.of(), List.of(), List.of(), List.of());
  }

  private static List<MinimumLevel> needs(String scheme, String level) {
    return List.of(new MinimumLevel(scheme, level));
  }

  private static boolean permits(LegalScope scope, Site site) {
    return scope.countries().allows(site.country())
        && scope.excludedControl().stream().noneMatch(site.controlledBy()::contains)
        && scope.certifications().entrySet().stream()
            .allMatch(need -> site.ranks().getOrDefault(need.getKey(), -1) >= need.getValue())
        && scope.carriers().allows(site.carrier())
        && !scope.deniedCarriers().contains(site.carrier());
  }

  private static LegalRules rules(Random random) {
    var needs = new ArrayList<MinimumLevel>();
    for (var scheme : some(random, List.of("ENS", "C5", "ISO27001"), 2)) {
      var levels = CertificationLevels.levels(scheme);
      needs.add(new MinimumLevel(scheme, levels.get(random.nextInt(levels.size()))));
    }
    return new LegalRules(
        some(random, CODES, 3),
        some(random, CODES, 2),
        needs,
        some(random, CARRIERS, 2),
        some(random, CARRIERS, 1));
  }

  private static Site site(Random random) {
    return new Site(
        COUNTRIES.get(random.nextInt(COUNTRIES.size())),
        Set.copyOf(some(random, COUNTRIES, 2)),
        Map.of("ENS", random.nextInt(3), "C5", random.nextInt(2)),
        CARRIERS.get(random.nextInt(CARRIERS.size())));
  }

  private static List<String> some(Random random, List<String> of, int most) {
    var some = new ArrayList<String>();
    for (var i = random.nextInt(most + 1); i > 0; i--) {
      some.add(of.get(random.nextInt(of.size())));
    }
    return some;
  }
}
