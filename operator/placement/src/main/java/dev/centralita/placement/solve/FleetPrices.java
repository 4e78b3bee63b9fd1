package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * A price per GPU at each site, learnt from the items one small draw after the other: a site that
 * got more of a draw than its share becomes dearer, one that got less becomes cheaper, by a step
 * that shrinks. The mean of the last prices is taken.
 *
 * <p>This is stochastic subgradient ascent on the dual that {@link BatchPrices} climbs in full
 * steps: a thousand steps for the work of one.
 */
final class FleetPrices {
  /** From this part of a run on, the mean is taken. */
  private static final double TAIL = 0.75;

  private final BatchProblem p;
  private final int[] sizes;
  private final int[] order;
  private final int[] capacity;
  private final int[] load;
  private final float[] exact;
  private final int draw;
  private final int dearest;
  private int next;

  /** By size and site: what an item of the size pays there. */
  final int[][] price;

  /** Where an item goes at the present prices; −1 for nowhere. */
  interface Choice {
    int site(int item);
  }

  FleetPrices(BatchProblem problem, int[] sizes, int dearest) {
    p = problem;
    this.sizes = sizes;
    this.dearest = dearest;
    order = shuffled(p.items);
    draw = Math.clamp(p.items / 1500, 1, 64);
    capacity = p.capacity();
    load = new int[p.sites];
    exact = new float[p.sites];
    price = new int[sizes.length][p.sites];
  }

  static int[] shuffled(int items) {
    int[] order = new int[items];
    var dice = new Dice();
    for (int i = 0; i < items; i++) {
      int k = dice.below(i + 1);
      order[i] = order[k];
      order[k] = i;
    }
    return order;
  }

  /**
   * Learns from so many items, again from the first when all are through.
   *
   * @param from first step: how much dearer a GPU becomes where one was asked for too many
   * @param to last step
   */
  void learn(int items, double from, double to, Choice choice, Budget budget, int permille) {
    int steps = Math.max(1, items / draw);
    double shrink = Math.pow(to / from, 1.0 / steps);
    double step = from;
    double[] sum = new double[p.sites];
    int summed = 0;
    for (int n = 0; n < steps && ((n & 63) != 0 || budget.within(permille)); n++) {
      drawAndCount(choice);
      step *= shrink;
      move((float) step);
      if (n >= steps * TAIL) {
        summed++;
        for (int s = 0; s < p.sites; s++) {
          sum[s] += exact[s];
        }
      }
    }
    for (int s = 0; s < p.sites && summed > 0; s++) {
      exact[s] = (float) (sum[s] / summed);
    }
    publish();
  }

  private void drawAndCount(Choice choice) {
    Arrays.fill(load, 0);
    for (int k = 0; k < draw; k++) {
      int item = order[next];
      next = next + 1 == order.length ? 0 : next + 1;
      int s = choice.site(item);
      if (s >= 0) {
        load[s] += p.gpus[item];
      }
    }
  }

  private void move(float step) {
    float share = (float) draw / p.items;
    for (int s = 0; s < load.length; s++) {
      float moved = exact[s] + step * (load[s] - share * capacity[s]);
      exact[s] = Math.min(dearest, Math.max(0, moved));
    }
    publish();
  }

  private void publish() {
    for (int k = 0; k < sizes.length; k++) {
      int[] row = price[k];
      int size = sizes[k];
      for (int s = 0; s < row.length; s++) {
        row[s] = rounded(s) * size;
      }
    }
  }

  /** What all GPUs cost at the present prices. */
  long worth() {
    long sum = 0;
    for (int s = 0; s < p.sites; s++) {
      sum += (long) capacity[s] * rounded(s);
    }
    return sum;
  }

  private int rounded(int s) {
    return (int) (exact[s] + 0.5f);
  }

  /** Prices per GPU, each so many times. */
  long[] perGpu(long times) {
    long[] result = new long[p.sites];
    Arrays.setAll(result, s -> rounded(s) * times);
    return result;
  }
}
