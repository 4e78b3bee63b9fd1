package dev.centralita.placement.law;

import dev.centralita.placement.law.Jurisdictions.Membership;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who exists, who is a member of what since when, and which state a territory belongs to. */
final class CountryTables {
  /** Officially assigned ISO 3166-1 alpha-2 codes (249; ISO Online Browsing Platform, 2025). */
  static final Set<String> COUNTRIES =
      words(
          """
          AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
          BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
          DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
          GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
          KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
          MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
          PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
          SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
          VN VU WF WS YE YT ZA ZM ZW
          """);

  /**
   * Members of the European Union, by the accession treaties; the United Kingdom left on 1 February
   * 2020 (Article 50 TEU; OJ L 29/189). Territories with a code of their own (GP, RE, AX, …) are
   * named by themselves: leaving them out of the group only narrows.
   */
  static final Map<String, Membership> EU =
      members(
          """
          BE 1958-01-01  DE 1958-01-01  FR 1958-01-01  IT 1958-01-01  LU 1958-01-01  NL 1958-01-01
          DK 1973-01-01  IE 1973-01-01  GB 1973-01-01/2020-02-01
          GR 1981-01-01  ES 1986-01-01  PT 1986-01-01
          AT 1995-01-01  FI 1995-01-01  SE 1995-01-01
          CY 2004-05-01  CZ 2004-05-01  EE 2004-05-01  HU 2004-05-01  LT 2004-05-01  LV 2004-05-01
          MT 2004-05-01  PL 2004-05-01  SI 2004-05-01  SK 2004-05-01
          BG 2007-01-01  RO 2007-01-01  HR 2013-07-01
          """);

  /** The states beside the Union in the EEA Agreement (OJ L 1, 3.1.1994; Liechtenstein later). */
  static final Map<String, Membership> EEA_EFTA =
      members("IS 1994-01-01  NO 1994-01-01  LI 1995-05-01");

  /** Codes that ISO 3166-1 lists as not independent, with the state whose territory they are. */
  static final Map<String, String> STATE_OF =
      territories(
          """
          AU CC CX HM NF  CN HK MO  DK FO GL  FI AX  NL AW BQ CW SX  NO BV SJ  NZ CK NU TK
          FR BL GF GP MF MQ NC PF PM RE TF WF YT
          GB AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG  US AS GU MP PR UM VI
          """,
          Set.of("AU", "CN", "DK", "FI", "NL", "NO", "NZ", "FR", "GB", "US"));

  private CountryTables() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  private static Map<String, Membership> members(String text) {
    var members = new TreeMap<String, Membership>();
    var words = text.strip().split("\\s+", -1);
    for (var i = 0; i < words.length; i += 2) {
      var dates = words[i + 1].split("/", 2);
      @Nullable LocalDate until = dates.length == 2 ? LocalDate.parse(dates[1]) : null;
      members.put(words[i], new Membership(LocalDate.parse(dates[0]), until));
    }
    return Map.copyOf(members);
  }

  /** A state's code is followed by those of its territories. */
  private static Map<String, String> territories(String text, Set<String> states) {
    var stateOf = new TreeMap<String, String>();
    var state = "";
    for (var code : text.strip().split("\\s+", -1)) {
      if (states.contains(code)) {
        state = code;
      } else {
        stateOf.put(code, state);
      }
    }
    return Map.copyOf(stateOf);
  }
}
