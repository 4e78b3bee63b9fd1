package dev.centralita.placement.solve;

/** Partial order of keys. */
final class Select {
  private Select() {}

  /** Brings the {@code few} least of the first {@code count} keys, in any order, to the front. */
  static void least(long[] key, int count, int few) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      long pivot = middle(key[low], key[low + high >>> 1], key[high]);
      int i = low;
      int k = high;
      while (i <= k) {
        while (key[i] < pivot) {
          i++;
        }
        while (key[k] > pivot) {
          k--;
        }
        if (i <= k) {
          long swap = key[i];
          key[i++] = key[k];
          key[k--] = swap;
        }
      }
      if (few <= k) {
        high = k;
      } else if (few >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
