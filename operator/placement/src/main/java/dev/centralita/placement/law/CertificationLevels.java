package dev.centralita.placement.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of the levels of each certification scheme: a certificate of a level satisfies a need
 * for any level at or below it. Schemes and levels are written exactly as in the table.
 */
public final class CertificationLevels {
  private static final Map<String, Scheme> SCHEMES = table();

  /** Names of levels in the scheme's own language or in common use: what was most likely meant. */
  private static final Map<String, String> OFTEN_MEANT =
      Map.of(
          "basica", "Basic", "básica", "Basic", "bajo", "Basic", "media", "Medium", "medio",
          "Medium", "alta", "High", "alto", "High");

  private CertificationLevels() {}

  /** The schemes known, in the order of the table. */
  public static Set<String> schemes() {
    return SCHEMES.keySet();
  }

  /**
   * The levels of a scheme, lowest first.
   *
   * @throws IllegalArgumentException if the scheme is not in the table, with advice
   */
  public static List<String> levels(String scheme) {
    return known(scheme).levels();
  }

  /**
   * Where the order of a scheme's levels is laid down.
   *
   * @throws IllegalArgumentException if the scheme is not in the table, with advice
   */
  public static String source(String scheme) {
    return known(scheme).source();
  }

  /**
   * The rank of a level within its scheme, 0 for the lowest. Ranks of two schemes do not compare.
   *
   * @throws IllegalArgumentException if the scheme or the level is not in the table, with advice
   */
  public static int rank(String scheme, String level) {
    var levels = levels(scheme);
    var rank = levels.indexOf(level);
    if (rank < 0) {
      var meant = suggestion(level, levels);
      throw new IllegalArgumentException(
          "\"%s\" is not a level of %s, whose levels are %s.\nMaybe %s."
              .formatted(
                  level,
                  scheme,
                  String.join(" < ", levels),
                  meant == null ? levels.getFirst() : meant));
    }
    return rank;
  }

  /** The name of a scheme's level of that rank, the inverse of {@link #rank}. */
  public static String level(String scheme, int rank) {
    return levels(scheme).get(rank);
  }

  private static Scheme known(String scheme) {
    var known = SCHEMES.get(scheme);
    if (known == null) {
      var meant = suggestion(scheme, List.copyOf(SCHEMES.keySet()));
      var all = String.join(", ", SCHEMES.keySet());
      throw new IllegalArgumentException(
          "\"%s\" is not a known certification scheme (%s).\nMaybe %s."
              .formatted(scheme, all, meant == null ? "one of these, written exactly so" : meant));
    }
    return known;
  }

  private static @Nullable String suggestion(String given, List<String> names) {
    var plain = plain(given);
    for (var name : names) {
      if (plain(name).equals(plain)) {
        return name;
      }
    }
    var meant = OFTEN_MEANT.get(given.strip().toLowerCase(Locale.ROOT));
    if (meant != null && names.contains(meant)) {
      return meant;
    }
    for (var name : names) {
      if (!plain.isEmpty() && (plain(name).startsWith(plain) || plain.startsWith(plain(name)))) {
        return name;
      }
    }
    return null;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static Map<String, Scheme> table() {
    var table = new LinkedHashMap<String, Scheme>();
    add(table, "ENS", "Real Decreto 311/2022, art. 40 and annex I", "Basic", "Medium", "High");
    add(table, "SecNumCloud", "ANSSI, référentiel SecNumCloud v3.2 of 8 March 2022", "3.2");
    add(table, "C5", "BSI C5:2020, section 3.4.2: design, then also operation", "Type1", "Type2");
    add(
        table,
        "EUCS",
        "Regulation (EU) 2019/881, art. 52; the cloud scheme itself is a candidate",
        "Basic",
        "Substantial",
        "High");
    add(table, "ISO27001", "ISO/IEC 27001, second and third edition", "2013", "2022");
    add(table, "HDS", "Arrêtés of 11 June 2018 and 26 April 2024 (France)", "1.1", "2.0");
    add(table, "ACN", "ACN Decree 21007/24 (Italy)", "QC1", "QC2", "QC3", "QC4");
    add(table, "SOC2", "AICPA SSAE 18: design, then also operation", "Type1", "Type2");
    return Collections.unmodifiableMap(table);
  }

  private static void add(
      Map<String, Scheme> table, String name, String source, String... levelsLowestFirst) {
    table.put(name, new Scheme(source, List.of(levelsLowestFirst)));
  }

  private record Scheme(String source, List<String> levels) {}
}
