package dev.centralita.placement;

import java.util.List;
import java.util.Set;

/**
 * The rules a site must meet, after intersecting the workload's own with every policy that selects
 * it. Equal classes share one cached eligibility mask.
 *
 * @param countries allowed, groups already expanded; empty allows any
 * @param excludedControl countries that must not be able to compel the site, groups expanded
 * @param carriersAllow empty allows any
 * @param horizonSeconds certificates must still hold this long after now
 */
public record PolicyClass(
    Set<String> countries,
    Set<String> excludedControl,
    List<CertificationNeed> certifications,
    Set<String> carriersAllow,
    Set<String> carriersDeny,
    long horizonSeconds) {

  /** No rule at all. */
  public static final PolicyClass ANY =
      new PolicyClass(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), 0);

  public PolicyClass {
    countries = Set.copyOf(countries);
    excludedControl = Set.copyOf(excludedControl);
    certifications = List.copyOf(certifications);
    carriersAllow = Set.copyOf(carriersAllow);
    carriersDeny = Set.copyOf(carriersDeny);
  }
}
