package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * A price per GPU at each site, and the bound it certifies: relaxes the sites' total GPUs, and with
 * them that an item sits on one node. Each item then goes where cost plus price is least.
 *
 * <p>Subgradient steps that aim a little above the best value known. Integers scaled by {@link
 * #SCALE} throughout, so the bound holds exactly.
 */
final class BatchPrices {
  static final int SCALE = 64;
  private static final double AHEAD = 0.02;
  private static final int PATIENCE = 5;

  private final BatchProblem p;
  final Nearby near;
  final int[] sizes;
  final CheapestSite cheapest;
  private final long[] sizePrice;
  private final long[] capacity;
  final long[] price;
  final long[] bestPrice;
  private final long[] load;
  private long best = Long.MIN_VALUE;
  private double ahead;
  private int stalled;

  BatchPrices(BatchProblem problem) {
    p = problem;
    capacity = new long[p.sites];
    for (int s = 0; s < p.sites; s++) {
      for (int g : p.nodeGpus[s]) {
        capacity[s] += g;
      }
    }
    near = new Nearby(p);
    sizes = p.sizes();
    cheapest = new CheapestSite(p, near, sizes);
    sizePrice = new long[sizes.length * p.sites];
    price = new long[p.sites];
    bestPrice = new long[p.sites];
    load = new long[p.sites];
  }

  /** Takes prices per GPU that were found otherwise; the next step is from there. */
  void startFrom(long[] perGpu) {
    System.arraycopy(perGpu, 0, price, 0, p.sites);
  }

  /** No placement costs less. */
  long bound() {
    return best == Long.MIN_VALUE ? 0 : Math.max(0, Math.ceilDiv(best, SCALE));
  }

  /** Evaluates the dual at the present prices and moves them; false when it has converged. */
  boolean step() {
    long value = assign();
    for (int s = 0; s < p.sites; s++) {
      value -= price[s] * capacity[s];
    }
    if (best == Long.MIN_VALUE) {
      ahead = AHEAD * Math.abs(value) + SCALE;
    }
    if (value > best) {
      best = value;
      System.arraycopy(price, 0, bestPrice, 0, p.sites);
      stalled = 0;
    } else if (++stalled == PATIENCE) {
      ahead /= 2;
      stalled = 0;
    }
    double norm = 0;
    for (int s = 0; s < p.sites; s++) {
      double over = load[s] - capacity[s];
      norm += over < 0 && price[s] == 0 ? 0 : over * over;
    }
    if (norm == 0 || ahead < SCALE * 0.25) {
      return false;
    }
    double move = (best + ahead - value) / norm;
    for (int s = 0; s < p.sites; s++) {
      price[s] = Math.max(0, price[s] + StrictMath.round(move * (load[s] - capacity[s])));
    }
    return true;
  }

  private long assign() {
    Arrays.fill(load, 0);
    long[] priced = bySize(price);
    long value = 0;
    for (int i = 0; i < p.items; i++) {
      value += cheapest.of(i, priced);
      if (cheapest.site >= 0) {
        load[cheapest.site] += p.gpus[i];
      }
    }
    return value;
  }

  /** Prices by {@code [size * sites + site]} of prices per GPU. */
  long[] bySize(long[] perGpu) {
    for (int k = 0; k < sizes.length; k++) {
      for (int s = 0; s < p.sites; s++) {
        sizePrice[k * p.sites + s] = perGpu[s] * sizes[k];
      }
    }
    return sizePrice;
  }
}
