package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * A price per item of each size at each site, and the bound it certifies: relaxes that a site holds
 * no more items of a size than its nodes' packing patterns have places for. Each item then goes
 * where cost plus price is least, and each node takes the pattern of highest price.
 *
 * <p>It is the dual of the linear program over patterns, so it sees the holes that sizes leave on
 * nodes. Steps go along a direction turned away from what it would undo (Camerini, Fratta and
 * Maffioli): plain subgradients jump between patterns. Integers scaled by {@link BatchPrices#SCALE}
 * throughout, so the bound holds exactly.
 */
final class PatternPrices {
  private static final int SCALE = BatchPrices.SCALE;
  private static final double AHEAD = 0.01;
  private static final int PATIENCE = 20;
  private static final double DEFLECTION = 1.5;

  /** Without a better bound after so many steps, capacity prices say it all. */
  private static final int TRIAL = 40;

  private final BatchProblem p;
  private final int[] sizes;
  private final CheapestSite cheapest;
  private final int most;
  private final int[][] nodesByGpus;

  /** By {@code [size * sites + site]}, sizes largest first. */
  private final long[] price;

  final long[] bestPrice;
  private final long dearest;
  private final double[] direction;
  private final int[] excess;
  private final long[] worth;
  private final int[] last;
  private final long start;
  private long best;
  private double ahead;
  private int steps;
  private int stalled;

  /** Goes on from prices per GPU. */
  PatternPrices(BatchProblem problem, BatchPrices from) {
    p = problem;
    sizes = from.sizes;
    cheapest = from.cheapest;
    most = widest(p);
    nodesByGpus = new int[p.sites][most + 1];
    for (int s = 0; s < p.sites; s++) {
      for (int g : p.nodeGpus[s]) {
        nodesByGpus[s][g]++;
      }
    }
    price = from.bySize(from.bestPrice).clone();
    bestPrice = price.clone();
    dearest = SCALE * Arrays.stream(p.refusal).max().orElse(0);
    direction = new double[price.length];
    excess = new int[price.length];
    worth = new long[most + 1];
    last = new int[most + 1];
    start = from.bound() * SCALE;
    best = start;
  }

  private static int widest(BatchProblem p) {
    int widest = 0;
    for (int[] site : p.nodeGpus) {
      for (int g : site) {
        widest = Math.max(widest, g);
      }
    }
    return widest;
  }

  /** Whether sizes can leave holes on nodes; where they cannot, both bounds are the same. */
  static boolean matter(BatchProblem p) {
    int[] sizes = p.sizes();
    for (int k = 1; k < sizes.length; k++) {
      if (sizes[k - 1] % sizes[k] != 0) {
        return true;
      }
    }
    for (int[] site : p.nodeGpus) {
      for (int g : site) {
        if (sizes.length > 0 && g % sizes[0] != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether these prices certify more than those per GPU. */
  boolean better() {
    return best > start;
  }

  /** No placement costs less. */
  long bound() {
    return Math.max(0, Math.ceilDiv(best, SCALE));
  }

  /** Evaluates the dual at the present prices and moves them; false when it has converged. */
  boolean step() {
    long value = evaluate();
    if (steps++ == 0) {
      ahead = AHEAD * Math.abs(value) + SCALE;
    }
    if (value > best) {
      best = value;
      System.arraycopy(price, 0, bestPrice, 0, price.length);
      stalled = 0;
    } else if (++stalled == PATIENCE) {
      ahead /= 2;
      stalled = 0;
    }
    double norm = turn();
    if (norm == 0 || ahead < SCALE * 0.25 || steps > TRIAL && !better()) {
      return false;
    }
    double move = (Math.max(best, value) + ahead - value) / norm;
    for (int i = 0; i < price.length; i++) {
      price[i] = Math.clamp(price[i] + StrictMath.round(move * direction[i]), 0, dearest);
    }
    return true;
  }

  private long evaluate() {
    Arrays.fill(excess, 0);
    long value = 0;
    for (int i = 0; i < p.items; i++) {
      value += cheapest.of(i, price);
      if (cheapest.site >= 0) {
        excess[cheapest.kind[i] * p.sites + cheapest.site]++;
      }
    }
    for (int s = 0; s < p.sites; s++) {
      value -= patterns(s);
    }
    return value;
  }

  /** What the site's nodes earn with the dearest pattern each; its places come off the excess. */
  private long patterns(int s) {
    for (int room = 1; room <= most; room++) {
      worth[room] = worth[room - 1];
      last[room] = -1;
      for (int k = 0; k < sizes.length; k++) {
        if (sizes[k] <= room && worth[room - sizes[k]] + price[k * p.sites + s] > worth[room]) {
          worth[room] = worth[room - sizes[k]] + price[k * p.sites + s];
          last[room] = k;
        }
      }
    }
    long sum = 0;
    for (int g = 1; g <= most; g++) {
      int many = nodesByGpus[s][g];
      sum += many * worth[g];
      for (int room = many > 0 ? g : 0; room > 0; ) {
        int k = last[room];
        if (k >= 0) {
          excess[k * p.sites + s] -= many;
        }
        room -= k < 0 ? 1 : sizes[k];
      }
    }
    return sum;
  }

  /** Turns the direction towards the excess; its squared length. */
  private double turn() {
    double along = 0;
    double length = 0;
    for (int i = 0; i < price.length; i++) {
      along += direction[i] * excess[i];
      length += direction[i] * direction[i];
    }
    double keep = along < 0 ? -DEFLECTION * along / length : 0;
    double norm = 0;
    for (int i = 0; i < price.length; i++) {
      direction[i] = excess[i] + keep * direction[i];
      if (direction[i] < 0 && price[i] == 0) {
        direction[i] = 0;
      }
      norm += direction[i] * direction[i];
    }
    return norm;
  }
}
