package dev.centralita.placement.solve;

/**
 * Prices per unit of each agent's capacity, by a subgradient on the relaxation of the capacities:
 * rough and fast, to rank the agents of a job.
 */
final class GapPrices {
  private static final int ROUNDS = 600;

  private GapPrices() {}

  /** Prices scaled by {@link GapDual#SCALE}. */
  static long[] of(GapProblem p) {
    long[] price = new long[p.agents];
    long[] best = price.clone();
    double bestValue = Double.NEGATIVE_INFINITY;
    double ahead = 0;
    int stalled = 0;
    long[] load = new long[p.agents];
    for (int round = 0; round < ROUNDS; round++) {
      double value = assign(p, price, load);
      if (round == 0) {
        ahead = 0.02 * Math.abs(value);
      }
      if (value > bestValue) {
        bestValue = value;
        best = price.clone();
        stalled = 0;
      } else if (++stalled == 10) {
        ahead /= 2;
        stalled = 0;
      }
      long norm = 1;
      for (int a = 0; a < p.agents; a++) {
        long over = load[a] - p.capacity[a];
        norm += over < 0 && price[a] == 0 ? 0 : over * over;
      }
      double move = (bestValue + ahead - value) / norm;
      for (int a = 0; a < p.agents; a++) {
        long over = load[a] - p.capacity[a];
        price[a] = Math.max(0, price[a] + StrictMath.round(move * over));
      }
    }
    return best;
  }

  private static double assign(GapProblem p, long[] price, long[] load) {
    double value = 0;
    for (int a = 0; a < p.agents; a++) {
      load[a] = 0;
      value -= (double) price[a] * p.capacity[a];
    }
    for (int j = 0; j < p.jobs; j++) {
      int best = 0;
      long bestCost = Long.MAX_VALUE;
      for (int a = 0; a < p.agents; a++) {
        int at = j * p.agents + a;
        long cost = (long) GapDual.SCALE * p.cost[at] + price[a] * p.demand[at];
        if (cost < bestCost) {
          bestCost = cost;
          best = a;
        }
      }
      load[best] += p.demand[j * p.agents + best];
      value += bestCost;
    }
    return value;
  }
}
