package dev.centralita.placement.law;

import java.util.List;

/**
 * The rules as somebody wrote them, in one workload or one policy; an empty list is no rule.
 *
 * @param jurisdictions allow-list of countries, {@code EU}, {@code EEA}
 * @param excludedControl countries and groups whose authorities must have no power over the site
 * @param certifications certificates the site must hold
 * @param carriersAllow carriers allowed
 * @param carriersDeny carriers refused, also when allowed
 */
public record LegalRules(
    List<String> jurisdictions,
    List<String> excludedControl,
    List<MinimumLevel> certifications,
    List<String> carriersAllow,
    List<String> carriersDeny) {

  public static final LegalRules NONE =
      new LegalRules(List.of(), List.of(), List.of(), List.of(), List.of());

  public LegalRules {
    jurisdictions = List.copyOf(jurisdictions);
    excludedControl = List.copyOf(excludedControl);
    certifications = List.copyOf(certifications);
    carriersAllow = List.copyOf(carriersAllow);
    carriersDeny = List.copyOf(carriersDeny);
  }

  /** A scheme and the lowest level of it that is enough. */
  public record MinimumLevel(String scheme, String level) {}
}
