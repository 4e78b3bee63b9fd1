package dev.centralita.placement;

import dev.centralita.placement.rtt.RttModel;
import java.util.Arrays;
import java.util.List;

/**
 * The sites as some users see them: mean RTT to each, all in that order, and which are within the
 * bound. Follows the register: only sites that moved are measured again.
 */
final class Nearness {
  private final List<Population> populations;
  private final int percentile;
  private final int maxRttMicros;
  private final Register register;

  /** By site: weighted mean, and the least bound that covers the percentile of the weight. */
  int[] meanMicros = {};

  int[] percentileMicros = {};

  /** Sites nearest first, ties by name; and the place of each site in it. */
  int[] order = {};

  int[] rank = {};

  /** Sites within the bound. */
  long[] near = {};

  private long moves = -1;
  private final long[] byRtt;

  Nearness(List<Population> populations, int percentile, int maxRttMicros, Register register) {
    this.populations = populations;
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
    if (rank.length < register.capacity()) {
      meanMicros = Arrays.copyOf(meanMicros, register.capacity());
      percentileMicros = Arrays.copyOf(percentileMicros, register.capacity());
      rank = Arrays.copyOf(rank, register.capacity());
    }
    near = register.widened(near);
    var sites = register.sites();
    long[] keys = new long[sites.size()];
    int[] ids = new int[keys.length];
    int n = 0;
    for (var site : sites) {
      if (site.moved > moves) {
        measure(site);
      }
      ids[n] = site.id;
      keys[n] = (long) meanMicros[site.id] << 32 | n++;
    }
    Arrays.sort(keys);
    order = new int[keys.length];
    for (int r = 0; r < keys.length; r++) {
      order[r] = ids[(int) keys[r]];
      rank[order[r]] = r;
    }
    moves = register.moves();
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
    meanMicros[site.id] = total == 0 ? 0 : (int) ((sum + total / 2) / total);
    percentileMicros[site.id] = percentile(total);
    Register.set(near, site.id, boundless() || percentileMicros[site.id] <= maxRttMicros);
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
