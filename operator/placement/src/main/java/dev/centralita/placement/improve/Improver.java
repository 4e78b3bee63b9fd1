package dev.centralita.placement.improve;

import dev.centralita.placement.solve.Budget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Improves standing placements slice by slice. Keeps its prices from one slice to the next, so that
 * a slice begins with a good bound. Not thread-safe. How it works: {@code DESIGN.md} beside this
 * file.
 */
public final class Improver {
  private static final int COLD_STEPS = 400;

  /** How far above the best value known the prices aim at first, in thousandths. */
  private static final int COLD_AHEAD = 20;

  private static final int WARM_STEPS = 25;
  private static final int WARM_AHEAD = 1;

  /**
   * Share of a time budget that prices may take, in thousandths; a large fleet goes on next time.
   */
  private static final int FOR_PRICES = 500;

  private @Nullable Prices prices;

  /** The prices have settled once, in this slice or one before. */
  private boolean warm;

  /**
   * One slice. The standing itself stays as it is: what was found is to be carried out by the
   * caller, who then tells the history.
   *
   * @param now the caller's time, in the unit of {@link Limits#quiet}
   * @param budget a step is one replica looked at, or one node cleared on trial; of a time, half
   *     may go into prices
   */
  public Improvement improve(
      Standing standing, Limits limits, History history, long now, Budget budget) {
    var occupancy = new Occupancy(standing);
    int fragmentation = Fragmentation.permille(standing, occupancy);
    var current = priced(standing, occupancy, limits, budget);
    prices = current;
    long before = standing.cost();
    var rules = new Rules(standing, limits, occupancy, current, history, now);
    var chains = new ChainSearch(standing, occupancy, rules);
    if (before > current.bound() && rules.left() > 0) {
      var ruin = new Ruin(standing, occupancy, rules, chains);
      boolean better = true;
      while (better) {
        // What a pass has moved may have made room for others.
        long[] worst = worstFirst(standing, occupancy, current);
        better = pass(worst, chains, rules, budget) || pass(worst, ruin, rules, budget);
      }
    }
    long after = before;
    long paid = 0;
    for (var chain : chains.found()) {
      after -= chain.gain();
      paid += chain.price();
    }
    return new Improvement(chains.found(), before, after, paid, current.bound(), fragmentation);
  }

  private Prices priced(Standing standing, Occupancy occupancy, Limits limits, Budget budget) {
    var fresh = new Prices(standing, occupancy, limits);
    if (prices != null) {
      fresh.continueFrom(prices);
    }
    fresh.steps(
        warm ? WARM_STEPS : COLD_STEPS,
        warm ? WARM_AHEAD : COLD_AHEAD,
        () -> budget.within(FOR_PRICES));
    warm |= !fresh.cutOff();
    return fresh;
  }

  /** True when something was moved and there is budget left to look again. */
  private static boolean pass(long[] worst, ChainSearch chains, Rules rules, Budget budget) {
    boolean better = false;
    for (long entry : worst) {
      if (rules.left() == 0 || !budget.step()) {
        return false;
      }
      better |= chains.improve((int) entry);
    }
    return better;
  }

  private static boolean pass(long[] worst, Ruin ruin, Rules rules, Budget budget) {
    boolean better = false;
    for (long entry : worst) {
      if (rules.left() == 0) {
        return false;
      }
      better |= ruin.improve((int) entry, budget);
    }
    return better;
  }

  /**
   * The replicas that would be better off elsewhere at the prices, worst first: regret in the high
   * half, replica in the low.
   */
  private static long[] worstFirst(Standing p, Occupancy now, Prices prices) {
    long[] out = new long[p.workload.length];
    int count = 0;
    for (int w = 0; w < p.key.length; w++) {
      long least = prices.least(w);
      for (int i = p.first[w]; i < p.first[w + 1]; i++) {
        long regret = prices.priced(w, now.site(i)) - least;
        if (regret > 0) {
          out[count++] = -Math.min(regret, Integer.MAX_VALUE) << 32 | i;
        }
      }
    }
    out = Arrays.copyOf(out, count);
    Arrays.sort(out);
    return out;
  }
}
