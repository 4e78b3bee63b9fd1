package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Many sites: prices learnt from small draws, lists of what is cheap at them, a fill that follows
 * them and the shortest paths that repair it. A step of the budget is one round of repairs.
 */
final class FleetSolver {
  /** Items drawn before lists are made; more than there are go round again. */
  private static final int FIRST_DRAWS = 200_000;

  /** Rounds through all items with lists. */
  private static final int LISTED_ROUNDS = 5;

  /** Steps of prices, in shares of what a GPU costs about. */
  private static final double FIRST_STEP = 0.4;

  private static final double FIRST_END = 0.004;
  private static final double LISTED_STEP = 0.004;
  private static final double LISTED_END = 0.0002;
  private static final double FILL_STEP = 0.0002;
  private static final double[] OTHER_FILL_STEPS = {0.001, 0.003, 0.006, 0.0005, 0.002, 0.01};

  /** How much longer a path may have become, in the same shares. */
  private static final double TOLERANCE = 0.01;

  /** Shares of the time, in thousandths, after which each of the first two is cut short. */
  private static final int FIRST_SHARE = 300;

  private static final int LISTED_SHARE = 550;

  private static final int NEARER_SHARE = 950;

  /** No other way is begun after so much of the time. */
  private static final int OTHERS_UNTIL = 500;

  private final BatchProblem p;
  private final Budget budget;
  private final int[] sizes;
  private final int[] kind;
  private final Alike alike;
  private final SiteCosts costs;
  private final FleetPrices prices;
  private final Priced priced;
  private final Shortlists lists;
  private double scale;
  private long bound;

  FleetSolver(BatchProblem problem, Budget budget) {
    p = problem;
    this.budget = budget;
    sizes = p.sizes();
    kind = p.kinds(sizes);
    alike = new Alike(p);
    costs = new SiteCosts(p);
    prices = new FleetPrices(p, sizes, costs.dearest);
    priced = new Priced(p, sizes, kind, alike, costs, prices.price);
    lists = new Shortlists(priced);
  }

  /** Finds prices and the bound that they certify; no placement costs less. */
  long learn() {
    scale = scale();
    prices.learn(
        FIRST_DRAWS, scale * FIRST_STEP, scale * FIRST_END, this::cheapest, budget, FIRST_SHARE);
    certify();
    prices.learn(
        LISTED_ROUNDS * p.items,
        scale * LISTED_STEP,
        scale * LISTED_END,
        this::listed,
        budget,
        LISTED_SHARE);
    certify();
    return bound;
  }

  /** Prices per GPU, scaled as by {@link BatchPrices}. */
  long[] perGpu() {
    return prices.perGpu(BatchPrices.SCALE << costs.shift);
  }

  /** Goes on at other prices, scaled, by {@code [size * sites + site]}. */
  void reprice(long[] sizePrice) {
    for (int k = 0; k < sizes.length; k++) {
      for (int s = 0; s < p.sites; s++) {
        long units = sizePrice[k * p.sites + s] / BatchPrices.SCALE >> costs.shift;
        prices.price[k][s] = (int) Math.min(units, (long) costs.dearest * sizes[k]);
      }
    }
    lists.make();
  }

  /** Places everything at the present prices, in other ways too while there is time. */
  Occupied place() {
    var nearer = new Nearer(priced, lists);
    var best = place(FILL_STEP, nearer);
    for (int n = 0; n < OTHER_FILL_STEPS.length && budget.within(OTHERS_UNTIL); n++) {
      var other = place(OTHER_FILL_STEPS[n], nearer);
      best = cost(other) < cost(best) ? other : best;
    }
    return best;
  }

  private Occupied place(double step, Nearer nearer) {
    var now = new FleetFill(priced, lists).fill(scale * step);
    for (int k = 0; k < sizes.length; k++) {
      new Rerouting(priced, now, k).placeAll((int) (scale * TOLERANCE) + 1, budget);
    }
    nearer.move(now, budget, NEARER_SHARE);
    return now;
  }

  private long cost(Occupied now) {
    long sum = 0;
    for (int i = 0; i < p.items; i++) {
      sum += now.site[i] < 0 ? p.refusal[i] : p.cost(i, now.site[i]);
    }
    return sum;
  }

  private int cheapest(int item) {
    int least = priced.fill(item);
    return least < costs.refusal(item) ? costs.siteOf(least) : -1;
  }

  private int listed(int item) {
    return lists.cheapest(alike.of[item], costs.refusal(item), prices.price[kind[item]]);
  }

  private void certify() {
    lists.make();
    bound = Math.max(bound, lists.value - prices.worth() << costs.shift);
  }

  /**
   * What a GPU costs about: the nearest site, or being left out where there is not room for all.
   */
  private double scale() {
    long wanted = Arrays.stream(p.gpus).asLongStream().sum();
    boolean scarce = wanted > Arrays.stream(p.capacity()).asLongStream().sum();
    double sum = 1;
    long gpus = 1;
    for (int group = 0; group < alike.sample.length; group += 1 + alike.sample.length / 1000) {
      int item = alike.sample[group];
      int refusal = costs.refusal(item);
      int least = priced.fill(item);
      sum += scarce ? refusal : Math.min(least, refusal);
      gpus += p.gpus[item];
    }
    return sum / gpus;
  }
}
