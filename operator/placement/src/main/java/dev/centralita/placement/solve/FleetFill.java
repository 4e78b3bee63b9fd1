package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Turns prices into a placement: items come one by one, larger ones first, and take the cheapest
 * listed site with GPUs left, while prices go on answering, so that ties are shared out and sites
 * fill up together; then every site packs its nodes.
 */
final class FleetFill {
  private static final int DRAW = 64;

  private final Priced m;
  private final Shortlists lists;
  private final int[] capacity;
  private final int[] left;
  private final float[] lift;
  private final int[] load;

  FleetFill(Priced priced, Shortlists lists) {
    m = priced;
    this.lists = lists;
    capacity = m.problem().capacity();
    left = capacity.clone();
    lift = new float[capacity.length];
    load = new int[capacity.length];
  }

  /**
   * The placement; items that found no room are left out.
   *
   * @param step how much dearer a GPU becomes where one was asked for too many
   */
  Occupied fill(double step) {
    int[] gpus = m.problem().gpus;
    int[] order = largestFirst();
    int[] site = assign(order, (float) step);
    var occupied = new Occupied(m.problem());
    for (int item : order) {
      if (site[item] >= 0 && occupied.takes(site[item], gpus[item])) {
        occupied.put(item, site[item]);
      }
    }
    return occupied;
  }

  /** At random among those of a size. */
  private int[] largestFirst() {
    int[] order = FleetPrices.shuffled(m.kind().length);
    int[] result = new int[order.length];
    int n = 0;
    for (int k = 0; k < m.sizes().length; k++) {
      for (int item : order) {
        if (m.kind()[item] == k) {
          result[n++] = item;
        }
      }
    }
    return result;
  }

  private int[] assign(int[] order, float step) {
    int[] gpus = m.problem().gpus;
    int[] site = new int[order.length];
    float all = Arrays.stream(gpus).asLongStream().sum();
    for (int from = 0; from < order.length; from += DRAW) {
      Arrays.fill(load, 0);
      int drawn = 0;
      for (int n = from; n < Math.min(order.length, from + DRAW); n++) {
        int item = order[n];
        int s = cheapest(item);
        site[item] = s;
        drawn += gpus[item];
        if (s >= 0) {
          left[s] -= gpus[item];
          load[s] += gpus[item];
        }
      }
      for (int s = 0; s < load.length; s++) {
        lift[s] += step * (load[s] - drawn / all * capacity[s]);
      }
    }
    return site;
  }

  private int cheapest(int item) {
    int gpus = m.problem().gpus[item];
    int[] row = m.price()[m.kind()[item]];
    float least = m.costs().refusal(item);
    int best = -1;
    int from = m.alike().of[item] * Shortlists.WIDTH;
    for (int n = from; n < from + Shortlists.WIDTH; n++) {
      long e = lists.entry[n];
      if (e == Shortlists.END) {
        break;
      }
      int s = (int) e & Shortlists.SITE_MASK;
      float x = (int) (e >> Shortlists.SITE_BITS) + Math.max(0, row[s] + gpus * lift[s]);
      if (x < least && left[s] >= gpus) {
        least = x;
        best = s;
      }
    }
    return best;
  }
}
