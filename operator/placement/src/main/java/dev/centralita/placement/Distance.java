package dev.centralita.placement;

import dev.centralita.placement.rtt.RttModel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RTT of populations to one site: the weighted mean, and the bound's percentile. Remembers the last
 * populations asked for, since a decision and its explanation ask again and again for the same.
 */
final class Distance {
  private final SiteFacts site;
  private @Nullable List<Population> populations;
  private int mean;
  private long total;

  /** RTT in the high half, weight in the low half, ascending. */
  private long[] byRtt = {};

  Distance(SiteFacts site) {
    this.site = site;
  }

  /** Weighted mean in micros, rounded to nearest; 0 without populations. */
  int meanMicros(List<Population> from) {
    measure(from);
    return mean;
  }

  /** Smallest bound under which at least {@code percentile} percent of the weight falls. */
  int percentileMicros(List<Population> from, int percentile) {
    measure(from);
    long within = 0;
    for (long p : byRtt) {
      within += (int) p;
      if (within * 100 >= total * percentile) {
        return (int) (p >>> 32);
      }
    }
    return 0;
  }

  @SuppressWarnings("ReferenceEquality") // the same list, not an equal one: that is the point
  private void measure(List<Population> from) {
    if (from == populations) {
      return;
    }
    byRtt = new long[from.size()];
    long sum = 0;
    total = 0;
    int n = 0;
    for (var p : from) {
      long rtt =
          RttModel.rttMicros(
              p.latitudeE6(),
              p.longitudeE6(),
              site.latitudeE6(),
              site.longitudeE6(),
              site.accessRttMicros());
      byRtt[n++] = rtt << 32 | p.weight();
      sum += rtt * p.weight();
      total += p.weight();
    }
    Arrays.sort(byRtt);
    mean = total == 0 ? 0 : (int) ((sum + total / 2) / total);
    populations = from;
  }
}
