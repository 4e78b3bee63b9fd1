package dev.centralita.api;

/**
 * Pieces of CEL that several records share. Each rule comes with an expression for its message, so
 * that the answer names the value that was refused.
 */
final class Cel {
  /** Officially assigned ISO 3166-1 alpha-2 codes, as a CEL list. */
  static final String COUNTRIES =
      "'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ"
          + " BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ"
          + " DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN"
          + " GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP"
          + " KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG"
          + " MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU"
          + " NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG"
          + " SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT"
          + " TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(' ')";

  /** Countries and the groups of countries a rule may name, as a CEL list. */
  static final String JURISDICTIONS = "('EU EEA'.split(' ') + " + COUNTRIES + ")";

  static final String COUNTRY_ADVICE =
      "; Maybe the two-letter code in capitals, like ES, or GB for the United Kingdom'";

  static final String JURISDICTION_ADVICE =
      "; Maybe the two-letter code in capitals, like ES, or GB for the United Kingdom, or one of"
          + " the groups EU and EEA'";

  /** The levels of each certification scheme, lowest first, as a CEL map. */
  static final String SCHEMES =
      "{'ENS': ['Basic', 'Medium', 'High'], 'SecNumCloud': ['3.2'], 'C5': ['Type1', 'Type2'],"
          + " 'EUCS': ['Basic', 'Substantial', 'High'], 'ISO27001': ['2013', '2022'],"
          + " 'HDS': ['1.1', '2.0'], 'ACN': ['QC1', 'QC2', 'QC3', 'QC4'],"
          + " 'SOC2': ['Type1', 'Type2']}";

  static final String SCHEME_KNOWN = "self.scheme in " + SCHEMES;
  static final String SCHEME_MESSAGE =
      "'scheme \"' + self.scheme + '\" is not in the table of certification schemes; Maybe one of"
          + " ENS, SecNumCloud, C5, EUCS, ISO27001, HDS, ACN, SOC2, written exactly so'";
  static final String LEVEL_KNOWN =
      "!(" + SCHEME_KNOWN + ") || self.level in " + SCHEMES + "[self.scheme]";
  static final String LEVEL_MESSAGE =
      "'level \"' + self.level + '\" is not a level of ' + self.scheme + '; Maybe one of ' + "
          + SCHEMES
          + "[self.scheme].join(', ')";

  /** Decimal degrees with at most six decimals, which is 0.1 m. */
  static final String LATITUDE =
      "self.latitude.matches('^-?[0-9]{1,2}([.][0-9]{1,6})?$')"
          + " && double(self.latitude) >= -90.0 && double(self.latitude) <= 90.0";

  static final String LATITUDE_MESSAGE =
      "'latitude \"' + self.latitude + '\" is not between -90 and 90 decimal degrees with at most"
          + " six decimals; Maybe a value like \"40.4168\", north positive'";
  static final String LONGITUDE =
      "self.longitude.matches('^-?[0-9]{1,3}([.][0-9]{1,6})?$')"
          + " && double(self.longitude) >= -180.0 && double(self.longitude) <= 180.0";
  static final String LONGITUDE_MESSAGE =
      "'longitude \"' + self.longitude + '\" is not between -180 and 180 decimal degrees with at"
          + " most six decimals; Maybe a value like \"-3.7038\", east positive'";

  /** A round trip: whole microseconds, above zero and at most ten seconds. Append the closing. */
  static final String ROUND_TRIP_FORM =
      ".matches('^([0-9]+us|[0-9]+([.][0-9]{1,3})?ms|[0-9]+([.][0-9]{1,6})?s)$')";

  static final String MAX_ROUND_TRIP =
      "!has(self.maxRoundTrip) || (self.maxRoundTrip"
          + ROUND_TRIP_FORM
          + " && duration(self.maxRoundTrip) > duration('0s')"
          + " && duration(self.maxRoundTrip) <= duration('10s'))";
  static final String MAX_ROUND_TRIP_MESSAGE =
      "'maxRoundTrip \"' + self.maxRoundTrip + '\" is not a round trip above 0 and at most 10s;"
          + " Maybe a number with its unit and no space, like 10ms or 1500us'";

  static final String JURISDICTIONS_KNOWN =
      "!has(self.jurisdictions) || self.jurisdictions.all(c, c in " + JURISDICTIONS + ")";
  static final String JURISDICTIONS_MESSAGE =
      "'jurisdictions ' + self.jurisdictions.filter(c, !(c in "
          + JURISDICTIONS
          + ")).join(', ') + ' not in ISO 3166-1 alpha-2"
          + JURISDICTION_ADVICE;
  static final String EXCLUDED_CONTROL_KNOWN =
      "!has(self.excludedControl) || self.excludedControl.all(c, c in " + JURISDICTIONS + ")";
  static final String EXCLUDED_CONTROL_MESSAGE =
      "'excludedControl ' + self.excludedControl.filter(c, !(c in "
          + JURISDICTIONS
          + ")).join(', ') + ' not in ISO 3166-1 alpha-2"
          + JURISDICTION_ADVICE;

  private Cel() {}
}
