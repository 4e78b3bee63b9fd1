package dev.centralita.placement.solve;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Solves a {@link BatchProblem} for least cost within a budget, with a certified bound.
 *
 * <p>What the bound relaxes is in {@link BatchSolution#relaxed}. A step of the budget is one round
 * of improvement. How it works: {@code DESIGN.md} beside this file.
 */
public final class BatchSolver {
  /** Up to here exact transport per item size pays off. */
  private static final int FEW_SITES = 64;

  private static final int PRICE_STEPS = 400;

  private static final int PATTERN_STEPS = 800;

  /** Share of the time, in thousandths, for prices by size where sites are few. */
  private static final int PATTERN_SHARE = 250;

  /** Where they are many, such prices end after so much of the time. */
  private static final int PATTERNS_UNTIL = 700;

  /** How far above break-even, as a share of the bound, a chain may be on its way. */
  private static final long TOLERANCE = 1000;

  private BatchSolver() {}

  /** The best placement found in the budget; always feasible, items that fit nowhere left out. */
  public static BatchSolution solve(BatchProblem problem, Budget budget) {
    return problem.sites > FEW_SITES ? many(problem, budget) : few(problem, budget);
  }

  private static BatchSolution few(BatchProblem problem, Budget budget) {
    var prices = new BatchPrices(problem);
    boolean moving = true;
    for (int i = 0; i < PRICE_STEPS && moving; i++) {
      moving = prices.step();
    }
    var bound = patterns(problem, prices, budget, PATTERN_SHARE);
    long share = Math.min(TOLERANCE, 2L * problem.items);
    long tolerance = bound.value * BatchPrices.SCALE / Math.max(1, share);
    var search = new CountSearch(problem, bound.price);
    search.fill();
    search.descend(tolerance, budget);
    search.forget();
    while (search.cost() > bound.value && budget.step()) {
      long before = search.cost();
      search.kick();
      search.descend(tolerance, budget);
      if (search.cost() > before || !search.count.allFit()) {
        search.undo(0);
      }
      search.forget();
    }
    return finish(problem, search, bound);
  }

  private static BatchSolution many(BatchProblem problem, Budget budget) {
    var fleet = new FleetSolver(problem, budget);
    var bound = new Bound(fleet.learn(), BatchSolution.Relaxed.SITE_GPUS, new long[0]);
    if (PatternPrices.matter(problem)) {
      var prices = new BatchPrices(problem);
      prices.startFrom(fleet.perGpu());
      prices.step();
      var patterns = patterns(problem, prices, budget, PATTERNS_UNTIL);
      if (patterns.relaxed == BatchSolution.Relaxed.PATTERN_PLACES
          && patterns.value > bound.value) {
        bound = patterns;
        fleet.reprice(bound.price);
      }
    }
    var now = fleet.place();
    return new BatchSolution(problem, now.site, now.node, bound.value, bound.relaxed);
  }

  /** A bound, what it relaxes, and its prices by {@code [size * sites + site]}. */
  private record Bound(long value, BatchSolution.Relaxed relaxed, long[] price) {}

  private static Bound patterns(
      BatchProblem problem, BatchPrices prices, Budget budget, int permille) {
    if (PatternPrices.matter(problem)) {
      var patterns = new PatternPrices(problem, prices);
      boolean moving = true;
      for (int i = 0; i < PATTERN_STEPS && moving && budget.within(permille); i++) {
        moving = patterns.step();
      }
      if (patterns.better()) {
        return new Bound(
            patterns.bound(), BatchSolution.Relaxed.PATTERN_PLACES, patterns.bestPrice);
      }
    }
    return new Bound(
        prices.bound(), BatchSolution.Relaxed.SITE_GPUS, prices.bySize(prices.bestPrice));
  }

  private static BatchSolution finish(BatchProblem problem, CountSearch search, Bound bound) {
    int[] site = new int[problem.items];
    int[] node = new int[problem.items];
    Arrays.fill(node, -1);
    for (int s = 0; s < problem.sites; s++) {
      int here = s;
      int[] items =
          IntStream.range(0, problem.items)
              .filter(i -> search.at[i] == here)
              .boxed()
              .sorted((a, b) -> problem.gpus[b] - problem.gpus[a])
              .mapToInt(Integer::intValue)
              .toArray();
      if (!search.count.packing.place(problem.nodeGpus[s], items, problem.gpus, node)) {
        throw new IllegalStateException("site %d: items do not fit on its nodes".formatted(s));
      }
    }
    for (int i = 0; i < problem.items; i++) {
      site[i] = search.at[i] == problem.sites ? -1 : search.at[i];
    }
    return new BatchSolution(problem, site, node, bound.value, bound.relaxed);
  }
}
