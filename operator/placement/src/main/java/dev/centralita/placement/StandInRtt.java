package dev.centralita.placement;

/** Great-circle fibre RTT plus access, until the RTT model of its own package takes over. */
final class StandInRtt {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  /** Light in fibre, there and back: 2 / 204.19 km per ms, times a path factor of 1.5. */
  private static final double MICROS_PER_KM = 2 / 0.20419 * 1.5;

  private StandInRtt() {}

  static int micros(int latE6, int lonE6, int siteLatE6, int siteLonE6, int accessMicros) {
    double lat1 = StrictMath.toRadians(latE6 / 1e6);
    double lat2 = StrictMath.toRadians(siteLatE6 / 1e6);
    double dLat = lat2 - lat1;
    double dLon = StrictMath.toRadians((siteLonE6 - lonE6) / 1e6);
    double a =
        StrictMath.pow(StrictMath.sin(dLat / 2), 2)
            + StrictMath.cos(lat1)
                * StrictMath.cos(lat2)
                * StrictMath.pow(StrictMath.sin(dLon / 2), 2);
    double km = 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.min(1, StrictMath.sqrt(a)));
    return (int) StrictMath.round(km * MICROS_PER_KM) + accessMicros;
  }
}
