package dev.centralita.placement.law;

import dev.centralita.placement.CertificationNeed;
import dev.centralita.placement.PolicyClass;
import dev.centralita.placement.law.LegalRules.MinimumLevel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the law lets a workload run: rules with their groups expanded and their levels ranked. Two
 * scopes combine with {@link #and}, which is commutative, associative, idempotent and only narrows.
 *
 * @param countries countries whose law may be in force at the site
 * @param excludedControl countries that must not be among those which can compel the site's owner
 * @param certifications scheme to the lowest rank ({@link CertificationLevels#rank}) that is enough
 * @param carriers carriers allowed
 * @param deniedCarriers carriers refused, also when allowed
 */
public record LegalScope(
    AllowList countries,
    SortedSet<String> excludedControl,
    SortedMap<String, Integer> certifications,
    AllowList carriers,
    SortedSet<String> deniedCarriers) {

  /** No rule at all; the neutral element of {@link #and}. */
  public static final LegalScope ANYWHERE =
      new LegalScope(
          AllowList.any(), new TreeSet<>(), new TreeMap<>(), AllowList.any(), new TreeSet<>());

  public LegalScope {
    excludedControl = Collections.unmodifiableSortedSet(new TreeSet<>(excludedControl));
    certifications = Collections.unmodifiableSortedMap(new TreeMap<>(certifications));
    deniedCarriers = Collections.unmodifiableSortedSet(new TreeSet<>(deniedCarriers));
  }

  /**
   * What rules mean on a day. Rules with a problem allow nothing: an exclusion or a certificate
   * that is not understood cannot be honoured.
   *
   * @param field path of the rules in their object, put before each problem ("spec.sovereignty")
   * @param day the day at which membership of EU and EEA counts
   */
  public static Reading read(String field, LegalRules rules, LocalDate day) {
    var problems = new ArrayList<String>();
    var countries = new TreeSet<String>();
    var excluded = new TreeSet<String>();
    var certifications = new TreeMap<String, Integer>();
    expand(field + ".jurisdictions", rules.jurisdictions(), day, countries, problems);
    expand(field + ".excludedControl", rules.excludedControl(), day, excluded, problems);
    rank(field + ".certifications", rules.certifications(), certifications, problems);
    var allowed = rules.jurisdictions().isEmpty() ? AllowList.any() : AllowList.only(countries);
    var carriers =
        rules.carriersAllow().isEmpty() ? AllowList.any() : AllowList.only(rules.carriersAllow());
    var scope =
        new LegalScope(
            problems.isEmpty() ? allowed : AllowList.only(Set.of()),
            excluded,
            certifications,
            carriers,
            new TreeSet<>(rules.carriersDeny()));
    return new Reading(scope, problems);
  }

  /** What both scopes allow. */
  public LegalScope and(LegalScope other) {
    var certificationsOfBoth = new TreeMap<>(certifications);
    other.certifications.forEach(
        (scheme, rank) -> certificationsOfBoth.merge(scheme, rank, Math::max));
    return new LegalScope(
        countries.and(other.countries),
        union(excludedControl, other.excludedControl),
        certificationsOfBoth,
        carriers.and(other.carriers),
        union(deniedCarriers, other.deniedCarriers));
  }

  /** What all scopes allow; anywhere if there are none. */
  public static LegalScope allOf(Collection<LegalScope> scopes) {
    return scopes.stream().reduce(ANYWHERE, LegalScope::and);
  }

  /** Is there no site in the world that could satisfy this? */
  public boolean isNowhere() {
    var carriersLeft =
        !(carriers instanceof AllowList.Only(var names)) || !deniedCarriers.containsAll(names);
    return countries.isNothing() || !carriersLeft;
  }

  /**
   * The same as the solver takes it. The solver reads an empty set as no rule, so a scope that
   * allows no country or no carrier names one that no site can have.
   *
   * @param horizonSeconds certificates must still hold this long
   */
  public PolicyClass policyClass(long horizonSeconds) {
    var needs = new ArrayList<CertificationNeed>();
    certifications.forEach((scheme, rank) -> {
      var label = scheme + " " + CertificationLevels.level(scheme, rank);
      needs.add(new CertificationNeed(scheme, rank, label));
    });
    return new PolicyClass(
        names(countries, "(no country)"),
        excludedControl,
        needs,
        names(carriers, "(no carrier)"),
        deniedCarriers,
        horizonSeconds);
  }

  private static Set<String> names(AllowList allowed, String none) {
    return switch (allowed) {
      case AllowList.Any any -> Set.of();
      case AllowList.Only(var names) -> names.isEmpty() ? Set.of(none) : names;
    };
  }

  private static void expand(
      String field, List<String> codes, LocalDate day, Set<String> into, List<String> problems) {
    for (var i = 0; i < codes.size(); i++) {
      try {
        into.addAll(Jurisdictions.expand(List.of(codes.get(i)), day));
      } catch (IllegalArgumentException e) {
        problems.add("%s[%d]: %s".formatted(field, i, e.getMessage()));
      }
    }
  }

  private static void rank(
      String field,
      List<MinimumLevel> needs,
      SortedMap<String, Integer> into,
      List<String> problems) {
    for (var i = 0; i < needs.size(); i++) {
      var need = needs.get(i);
      try {
        var rank = CertificationLevels.rank(need.scheme(), need.level());
        into.merge(need.scheme(), rank, Math::max);
      } catch (IllegalArgumentException e) {
        problems.add("%s[%d]: %s".formatted(field, i, e.getMessage()));
      }
    }
  }

  private static SortedSet<String> union(Set<String> one, Set<String> other) {
    var both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  /**
   * Rules as understood.
   *
   * @param problems what was not understood, each with field, value and advice; empty if all was
   */
  public record Reading(LegalScope scope, List<String> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }
}
