package dev.centralita.bench.openb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What so many free thousandths of one GPU are worth, in thousandths of a GPU, when shared pods of
 * known sizes and frequencies keep coming.
 *
 * <p>The worth of each size is its dual price in the cutting-stock program "fewest GPUs for the
 * whole mix", solved by column generation; free room is worth the best set of sizes that fits. The
 * size itself is added, since a price of zero says only that a size is plentiful now.
 */
final class LeftoverValue {
  static final int GPU = 1000;

  /** More than this many different sizes and the rarest are left to the others' prices. */
  private static final int MOST_SIZES = 64;

  /** Weight of the size beside its price. */
  private static final double SIZE_WEIGHT = 1;

  private static final double TOLERANCE = 1e-9;

  private final int[] size;
  private final double[] demand;
  private final double[][] inverse;
  private final double[] amount;
  private final int[] pattern;

  private LeftoverValue(int[] size, double[] demand) {
    int m = size.length;
    this.size = size;
    this.demand = demand;
    inverse = new double[m][m];
    amount = new double[m];
    pattern = new int[m];
    for (int k = 0; k < m; k++) {
      inverse[k][k] = 1.0 / (GPU / size[k]);
      amount[k] = demand[k] * inverse[k][k];
    }
  }

  /**
   * The worth by free thousandths, 0 to 1,000.
   *
   * @param frequency by size in thousandths; only 1 to 999 count
   */
  static int[] of(long[] frequency) {
    int[] size = commonest(frequency);
    double[] demand = Arrays.stream(size).mapToDouble(s -> frequency[s]).toArray();
    double[] price = new LeftoverValue(size, demand).prices();
    for (int k = 0; k < size.length; k++) {
      price[k] += SIZE_WEIGHT * size[k] / GPU;
    }
    double[] best = new double[GPU + 1];
    knapsack(size, price, best, null);
    int[] value = new int[GPU + 1];
    for (int free = 0; free <= GPU; free++) {
      value[free] = (int) Math.round(GPU * best[free]);
    }
    value[GPU] = (int) Math.max(value[GPU], GPU * (1 + SIZE_WEIGHT));
    return value;
  }

  private static int[] commonest(long[] frequency) {
    long[] keys = new long[GPU];
    int count = 0;
    for (int s = 1; s < GPU; s++) {
      if (frequency[s] > 0) {
        keys[count++] = -(frequency[s] << 10) + s;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] size = new int[Math.min(count, MOST_SIZES)];
    for (int k = 0; k < size.length; k++) {
      size[k] = (int) (keys[k] & 1023);
    }
    Arrays.sort(size);
    return size;
  }

  /** Dual prices at the optimum of the relaxed cutting-stock program. */
  private double[] prices() {
    int m = size.length;
    double[] price = new double[m];
    double[] best = new double[GPU + 1];
    for (int round = 0; round < 40 * m; round++) {
      for (int k = 0; k < m; k++) {
        price[k] = 0;
        for (int row = 0; row < m; row++) {
          price[k] += inverse[row][k];
        }
      }
      if (knapsack(size, price, best, pattern) <= 1 + TOLERANCE) {
        break;
      }
      enter();
    }
    for (int k = 0; k < m; k++) {
      price[k] = Math.max(0, price[k]);
    }
    return price;
  }

  /** Brings the pattern into the basis. */
  private void enter() {
    int m = size.length;
    double[] column = new double[m];
    int leaving = -1;
    for (int row = 0; row < m; row++) {
      for (int k = 0; k < m; k++) {
        column[row] += inverse[row][k] * pattern[k];
      }
      if (column[row] > TOLERANCE
          && (leaving < 0 || amount[row] * column[leaving] < amount[leaving] * column[row])) {
        leaving = row;
      }
    }
    if (leaving < 0) {
      return;
    }
    double[] pivot = inverse[leaving];
    double scale = 1 / column[leaving];
    for (int k = 0; k < m; k++) {
      pivot[k] *= scale;
    }
    amount[leaving] *= scale;
    for (int row = 0; row < m; row++) {
      if (row != leaving && column[row] != 0) {
        for (int k = 0; k < m; k++) {
          inverse[row][k] -= column[row] * pivot[k];
        }
        amount[row] -= column[row] * amount[leaving];
      }
    }
  }

  /** Best total price by room; fills how often each size is used for the whole GPU. */
  private static double knapsack(int[] size, double[] price, double[] best, int @Nullable [] used) {
    int[] last = new int[GPU + 1];
    for (int room = 1; room <= GPU; room++) {
      best[room] = best[room - 1];
      last[room] = -1;
      for (int k = 0; k < size.length && size[k] <= room; k++) {
        double with = best[room - size[k]] + price[k];
        if (with > best[room] + TOLERANCE) {
          best[room] = with;
          last[room] = k;
        }
      }
    }
    if (used != null) {
      Arrays.fill(used, 0);
      for (int room = GPU; room > 0; ) {
        int k = last[room];
        if (k < 0) {
          room--;
        } else {
          used[k]++;
          room -= size[k];
        }
      }
    }
    return best[GPU];
  }
}
