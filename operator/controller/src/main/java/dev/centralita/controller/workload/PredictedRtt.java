package dev.centralita.controller.workload;

import dev.centralita.placement.Population;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.rtt.RttModel;
import java.util.Comparator;
import java.util.List;

/** The round trip that a share of the users is promised. */
public final class PredictedRtt {
  private PredictedRtt() {}

  private record Weighed(int micros, long weight) {}

  /**
   * The smallest bound that covers a share of the users.
   *
   * @param percentile share of the weight, in percent
   * @return microseconds; 0 without users
   */
  public static int micros(SiteFacts site, List<Population> populations, int percentile) {
    var near =
        populations.stream()
            .map(p ->
                new Weighed(
                    RttModel.rttMicros(
                        p.latitudeE6(),
                        p.longitudeE6(),
                        site.latitudeE6(),
                        site.longitudeE6(),
                        site.accessRttMicros()),
                    p.weight()))
            .sorted(Comparator.comparingInt(Weighed::micros))
            .toList();
    long total = near.stream().mapToLong(Weighed::weight).sum();
    long within = 0;
    for (var p : near) {
      within += p.weight;
      if (within * 100 >= total * percentile) {
        return p.micros;
      }
    }
    return 0;
  }
}
