package dev.centralita.placement;

import dev.centralita.placement.hot.Nearest;
import dev.centralita.placement.rtt.RttModel;
import java.util.Arrays;
import java.util.List;

/**
 * The sites as some users see them: mean RTT to each, all in that order, and which are within the
 * bound. Follows the register: only sites that moved are measured again.
 *
 * <p>Where the age of GPUs is worth something, a site goes in the order as if it were nearer by it,
 * up to {@link #TOLERANCE_MICROS}; what is reported and bounded is its RTT as it is.
 */
final class Nearness {
  /** The most that age can outweigh, whatever it is worth. */
  static final int TOLERANCE_MICROS = 5_000;

  private static final int DAYS_A_MONTH = 30;

  private final List<Population> populations;
  private final int percentile;
  private final int maxRttMicros;
  private final Register register;

  final Nearest sites = new Nearest();

  /** By site: the least bound that covers the percentile of the weight. */
  int[] percentileMicros = {};

  private long moves = -1;
  private final long[] byRtt;

  private final int olderGpus;
  private final Need need;

  /**
   * @param olderGpus µs that each month of age is worth
   * @param need whose GPUs' age counts
   */
  Nearness(
      List<Population> populations,
      int percentile,
      int maxRttMicros,
      int olderGpus,
      Need need,
      Register register) {
    this.populations = populations;
    this.olderGpus = olderGpus;
    this.need = need;
    this.percentile = percentile;
    this.maxRttMicros = maxRttMicros;
    this.register = register;
    byRtt = new long[populations.size()];
  }

  /** Whether every site is near enough. */
  boolean boundless() {
    return maxRttMicros == 0 || populations.isEmpty();
  }

  void refresh() {
    if (moves == register.moves()) {
      return;
    }
    if (percentileMicros.length < register.capacity()) {
      int capacity = register.capacity();
      percentileMicros = Arrays.copyOf(percentileMicros, capacity);
      sites.rttMicros = Arrays.copyOf(sites.rttMicros, capacity);
      sites.costMicros = olderGpus == 0 ? sites.rttMicros : new int[capacity];
      sites.rank = new int[capacity];
    }
    sites.far = register.widened(sites.far);
    var all = register.sites();
    long[] keys = new long[all.size()];
    int[] ids = new int[keys.length];
    int n = 0;
    int newest = newest();
    for (var site : all) {
      if (site.moved > moves) {
        measure(site);
      }
      ids[n] = site.id;
      int cost = sites.rttMicros[site.id];
      if (olderGpus > 0) {
        cost += TOLERANCE_MICROS - worth(site, newest);
        sites.costMicros[site.id] = cost;
      }
      keys[n] = (long) cost << 32 | n++;
    }
    Arrays.sort(keys);
    sites.order = new int[keys.length];
    sites.costInOrder = new int[keys.length];
    for (int r = 0; r < keys.length; r++) {
      sites.costInOrder[r] = (int) (keys[r] >>> 32);
      sites.order[r] = ids[(int) keys[r]];
      sites.rank[sites.order[r]] = r;
    }
    for (int w = 0; w < sites.far.length; w++) {
      sites.far[w] &= register.alive()[w];
    }
    moves = register.moves();
  }

  /** The day since which no site's GPUs went into service, to count ages from. */
  private int newest() {
    int newest = 0;
    if (olderGpus > 0) {
      for (var site : register.sites()) {
        newest = Math.max(newest, oldest(site));
      }
    }
    return newest;
  }

  /** What the age of the site's GPUs is worth; nothing where it is not known. */
  private int worth(SiteState site, int newest) {
    int day = olderGpus == 0 ? 0 : oldest(site);
    return day == 0
        ? 0
        : (int) Math.min(TOLERANCE_MICROS, (long) olderGpus * (newest - day) / DAYS_A_MONTH);
  }

  /** The day of the oldest GPUs there that the need accepts; 0 if none is known. */
  private int oldest(SiteState site) {
    int oldest = 0;
    for (var c : site.facts.commissioned()) {
      if (c.isKindFor(need) && (oldest == 0 || c.epochDay() < oldest)) {
        oldest = c.epochDay();
      }
    }
    return oldest;
  }

  private void measure(SiteState site) {
    var facts = site.facts;
    long sum = 0;
    long total = 0;
    int n = 0;
    for (var p : populations) {
      long rtt =
          RttModel.rttMicros(
              p.latitudeE6(),
              p.longitudeE6(),
              facts.latitudeE6(),
              facts.longitudeE6(),
              facts.accessRttMicros());
      byRtt[n++] = rtt << 32 | p.weight();
      sum += rtt * p.weight();
      total += p.weight();
    }
    Arrays.sort(byRtt);
    sites.rttMicros[site.id] = total == 0 ? 0 : (int) ((sum + total / 2) / total);
    percentileMicros[site.id] = percentile(total);
    Register.set(sites.far, site.id, !boundless() && percentileMicros[site.id] > maxRttMicros);
  }

  private int percentile(long total) {
    long within = 0;
    for (long p : byRtt) {
      within += (int) p;
      if (within * 100 >= total * percentile) {
        return (int) (p >>> 32);
      }
    }
    return 0;
  }
}
