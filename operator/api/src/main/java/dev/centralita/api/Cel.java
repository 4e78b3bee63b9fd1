package dev.centralita.api;

/**
 * Pieces of CEL that several records share. Each rule comes with an expression for its message, so
 * that the answer names the value that was refused.
 */
final class Cel {
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
      "'level \"' + self.level + '\" is not a level of ' + self.scheme + '; Maybe Basic, Medium or"
          + " High for ENS, 3.2 for SecNumCloud, Type1 or Type2 for C5 and SOC2, Basic, Substantial"
          + " or High for EUCS, 2013 or 2022 for ISO27001, 1.1 or 2.0 for HDS, QC1 to QC4 for ACN'";

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

  /** A round trip in whole microseconds. */
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

  static final String ACCESS_RTT =
      "!has(self.accessRtt) || (self.accessRtt"
          + ROUND_TRIP_FORM
          + " && duration(self.accessRtt) > duration('0s')"
          + " && duration(self.accessRtt) <= duration('10s'))";
  static final String ACCESS_RTT_MESSAGE =
      "'accessRtt \"' + self.accessRtt + '\" is not a round trip above 0 and at most 10s; Maybe"
          + " a number with its unit and no space, like 2ms or 1500us'";

  static final String REGION =
      "!has(self.region) || (self.region.matches('^[A-Z]{2}-[A-Z0-9]{1,3}$')"
          + " && self.region.startsWith(self.country + '-'))";
  static final String REGION_MESSAGE =
      "'region \"' + self.region + '\" is not a region of ' + self.country + '; Maybe the ISO"
          + " 3166-2 code that begins with ' + self.country + '-'";

  private Cel() {}
}
