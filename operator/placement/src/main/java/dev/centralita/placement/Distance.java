package dev.centralita.placement;

import dev.centralita.placement.rtt.RttModel;
import java.util.List;

/** RTT of a request's populations to a site: the weighted mean, and the bound's percentile. */
final class Distance {
  private Distance() {}

  static int rtt(SiteFacts site, Population from) {
    return RttModel.rttMicros(
        from.latitudeE6(),
        from.longitudeE6(),
        site.latitudeE6(),
        site.longitudeE6(),
        site.accessRttMicros());
  }

  /** Weighted mean in micros, rounded to nearest; 0 without populations. */
  static int meanMicros(SiteFacts site, List<Population> populations) {
    long sum = 0;
    long weight = 0;
    for (var p : populations) {
      sum += (long) rtt(site, p) * p.weight();
      weight += p.weight();
    }
    return weight == 0 ? 0 : (int) ((sum + weight / 2) / weight);
  }

  /** Smallest bound under which at least {@code percentile} percent of the weight falls. */
  static int percentileMicros(SiteFacts site, List<Population> populations, int percentile) {
    record Point(int micros, int weight) {}
    var points =
        populations.stream()
            .map(p -> new Point(rtt(site, p), p.weight()))
            .sorted((a, b) -> Integer.compare(a.micros(), b.micros()))
            .toList();
    long total = points.stream().mapToLong(Point::weight).sum();
    long within = 0;
    for (var p : points) {
      within += p.weight();
      if (within * 100 >= total * percentile) {
        return p.micros();
      }
    }
    return 0;
  }
}
