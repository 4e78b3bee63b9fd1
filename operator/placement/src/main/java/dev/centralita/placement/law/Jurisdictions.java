package dev.centralita.placement.law;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Countries and groups of countries a rule may name: ISO 3166-1 alpha-2 codes, {@code EU} and
 * {@code EEA}.
 */
public final class Jurisdictions {
  /** The European Union and the European Economic Area, the groups a rule may name. */
  public static final List<String> GROUPS = List.of("EU", "EEA");

  /** Common codes that are not in ISO 3166-1: what the writer most likely meant. */
  private static final Map<String, String> OFTEN_MEANT =
      Map.of("UK", "GB", "EL", "GR", "SP", "ES", "EN", "GB", "KV", "XK (not yet in ISO 3166-1)");

  private static final Map<String, String> BY_NAME = names();

  private Jurisdictions() {}

  /** Is this an officially assigned ISO 3166-1 alpha-2 code, in capitals? */
  public static boolean isCountry(String code) {
    return CountryTables.COUNTRIES.contains(code);
  }

  /** Can a rule name this: a country, {@code EU} or {@code EEA}? */
  public static boolean isKnown(String code) {
    return isCountry(code) || GROUPS.contains(code);
  }

  /**
   * The countries that the given codes stand for on a day, in alphabetical order.
   *
   * @param codes ISO 3166-1 alpha-2 codes, {@code EU}, {@code EEA}
   * @param day the day at which membership counts; a leaving member no longer counts from the day
   *     its withdrawal takes effect
   * @throws IllegalArgumentException if a code is not known, with advice
   */
  public static SortedSet<String> expand(Collection<String> codes, LocalDate day) {
    var countries = new TreeSet<String>();
    for (var code : codes) {
      switch (code) {
        case "EU" -> countries.addAll(members(CountryTables.EU, day));
        case "EEA" -> {
          countries.addAll(members(CountryTables.EU, day));
          countries.addAll(members(CountryTables.EEA_EFTA, day));
        }
        default -> countries.add(country(code));
      }
    }
    return Collections.unmodifiableSortedSet(countries);
  }

  /**
   * The countries whose authorities can compel an owner under the given ones: a territory brings
   * the state it belongs to (Puerto Rico brings the United States), so that excluding the state
   * excludes the territory too. Groups are not allowed: somebody's authorities, not a union's, sign
   * an order.
   *
   * @throws IllegalArgumentException if a code is not a country, with advice
   */
  public static SortedSet<String> compelling(Collection<String> controlledBy) {
    var countries = new TreeSet<String>();
    for (var code : controlledBy) {
      countries.add(country(code));
      var state = CountryTables.STATE_OF.get(code);
      if (state != null) {
        countries.add(state);
      }
    }
    return Collections.unmodifiableSortedSet(countries);
  }

  /** The code itself if it is a country. */
  static String country(String code) {
    if (!isCountry(code)) {
      throw new IllegalArgumentException(problem(code));
    }
    return code;
  }

  private static SortedSet<String> members(Map<String, Membership> table, LocalDate day) {
    var members = new TreeSet<String>();
    table.forEach((country, membership) -> {
      if (membership.holdsOn(day)) {
        members.add(country);
      }
    });
    return members;
  }

  private static String problem(String code) {
    if (GROUPS.contains(code)) {
      return "\"%s\" is a group of countries; one country is needed here.\nMaybe name the country, as in ES."
          .formatted(code);
    }
    var meant = suggestion(code);
    return "\"%s\" is not an ISO 3166-1 alpha-2 country code, EU or EEA.\nMaybe %s."
        .formatted(code, meant == null ? "a two-letter code in capitals, as in ES" : meant);
  }

  private static @Nullable String suggestion(String code) {
    var capitals = code.strip().toUpperCase(Locale.ROOT);
    if (isKnown(capitals)) {
      return capitals;
    }
    var meant = OFTEN_MEANT.get(capitals);
    return meant == null ? BY_NAME.get(capitals) : meant;
  }

  private static Map<String, String> names() {
    var byName = new HashMap<String, String>();
    for (var code : CountryTables.COUNTRIES) {
      var locale = Locale.of("", code);
      byName.put(locale.getISO3Country().toUpperCase(Locale.ROOT), code);
      byName.put(locale.getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
    }
    byName.put("EUROPE", "EU");
    byName.put("EUROPEAN UNION", "EU");
    return Map.copyOf(byName);
  }

  /** From the first day of membership to the day a withdrawal takes effect, that day excluded. */
  record Membership(LocalDate from, @Nullable LocalDate until) {
    boolean holdsOn(LocalDate day) {
      return !day.isBefore(from) && (until == null || day.isBefore(until));
    }
  }
}
