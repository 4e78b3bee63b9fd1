package dev.centralita.placement.rtt;

/**
 * Predicted round trip from a client to a site, from where they are: light in fibre along a route
 * longer than the great circle, the client's access line, the routers on the way, and the site's
 * own access. A lightly loaded network on the ground or the sea bed is assumed; radio access,
 * detours through a distant peering point and congestion are not in it and are what measuring is
 * for.
 *
 * <p>{@code rtt = 2 · route(d) · 4.8968 µs/km + hops(d) · 80 µs + access}
 *
 * <p>Coordinates are degrees × 10⁶, times are integer microseconds. Arithmetic is {@link
 * StrictMath}: equal inputs give equal results everywhere.
 */
public final class RttModel {
  /** Mean radius R₁ of the Earth (IUGG 1980; WGS 84 gives the same to the metre). */
  static final double EARTH_RADIUS_KM = 6371.0088;

  /** Speed of light in vacuum, by definition of the metre. */
  static final double LIGHT_KM_PER_SECOND = 299_792.458;

  /** Group index of single-mode fibre at 1550 nm (ITU-T G.652 fibre; Corning SMF-28: 1.4682). */
  static final double FIBRE_GROUP_INDEX = 1.468;

  /**
   * Length of a route over the distance as the crow flies, by the rule of ITU-T G.826 and Y.1541:
   * 1.5 up to 1000 km, 1500 km up to 1200 km, 1.25 beyond.
   */
  static final double ROUTE_FACTOR_NEAR = 1.5;

  static final double ROUTE_NEAR_KM = 1000;
  static final double ROUTE_FACTOR_FAR = 1.25;

  /**
   * Round trip over the client's line: passive optical access must keep the mean transfer delay
   * below 1.5 ms each way (ITU-T G.984.1 §9, G.9807.1); a typical one is taken as half of that.
   */
  static final int CLIENT_ACCESS_MICROS = 1_500;

  /** Round trip inside the exchange, switches and firewall: four hops (own estimate). */
  static final int SITE_ACCESS_MICROS = 320;

  /** Round trip over both access lines; a site may declare its own ({@code network.accessRtt}). */
  public static final int ACCESS_MICROS = CLIENT_ACCESS_MICROS + SITE_ACCESS_MICROS;

  /**
   * Round trip through one router: 40 µs each way across the switch fabric of a lightly loaded
   * backbone router (Papagiannaki et al., IEEE JSAC 21(6), 2003).
   */
  static final int HOP_MICROS = 80;

  /**
   * Routers even within a city: access, metropolitan, metropolitan, edge of the exchange (own
   * estimate).
   */
  static final int HOPS_LOCAL = 4;

  /**
   * One more router for every 200 km of route: the spacing of points of presence (own estimate).
   */
  static final int HOP_SPACING_KM = 200;

  private static final double RADIANS_PER_E6 = StrictMath.PI / 180e6;
  private static final double FIBRE_MICROS_PER_KM = 1e6 * FIBRE_GROUP_INDEX / LIGHT_KM_PER_SECOND;

  private RttModel() {}

  /**
   * The predicted round trip in microseconds.
   *
   * @param accessMicros round trip over the access lines at both ends, declared by the site or
   *     {@link #ACCESS_MICROS}
   */
  public static int rttMicros(
      int clientLatitudeE6,
      int clientLongitudeE6,
      int siteLatitudeE6,
      int siteLongitudeE6,
      int accessMicros) {
    var km = distanceKm(clientLatitudeE6, clientLongitudeE6, siteLatitudeE6, siteLongitudeE6);
    return networkMicros(km) + accessMicros;
  }

  /** The share of the network between the two access lines, for a distance as the crow flies. */
  static int networkMicros(double km) {
    var route = routeKm(km);
    var hops = HOPS_LOCAL + (int) (route / HOP_SPACING_KM);
    return (int) StrictMath.rint(2 * route * FIBRE_MICROS_PER_KM) + hops * HOP_MICROS;
  }

  static double routeKm(double km) {
    return StrictMath.max(
        ROUTE_FACTOR_NEAR * StrictMath.min(km, ROUTE_NEAR_KM), ROUTE_FACTOR_FAR * km);
  }

  /** Great-circle distance by the haversine formula, stable for the short distances that matter. */
  public static double distanceKm(
      int latitudeE6, int longitudeE6, int otherLatitudeE6, int otherLongitudeE6) {
    var latitude = latitudeE6 * RADIANS_PER_E6;
    var otherLatitude = otherLatitudeE6 * RADIANS_PER_E6;
    // long: the difference of two longitudes E6 does not overflow int, but of garbage it would.
    var north = StrictMath.sin(((long) otherLatitudeE6 - latitudeE6) * RADIANS_PER_E6 / 2);
    var east = StrictMath.sin(((long) otherLongitudeE6 - longitudeE6) * RADIANS_PER_E6 / 2);
    var chord =
        north * north + StrictMath.cos(latitude) * StrictMath.cos(otherLatitude) * east * east;
    return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(StrictMath.min(1, chord)));
  }
}
