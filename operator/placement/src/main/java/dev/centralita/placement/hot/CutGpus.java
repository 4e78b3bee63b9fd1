package dev.centralita.placement.hot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of one node where they are cut on demand: which memory slices of each are held, and what
 * there is still room for.
 *
 * <p>Where a pod's partitions lie is known. What is promised lies nowhere yet: it is laid out anew
 * after every change, whole GPUs first, then the largest partitions, each in the first spot that is
 * open, as the site's own allocator tries them. So what is kept depends on what is held and not on
 * the order in which it came.
 */
final class CutGpus {
  /** What is held where: a profile and a spot each. */
  private int[] profiles = new int[4];

  private int[] spots = new int[4];
  private int count;

  /** Null while the node is not there, or is not cut on demand. */
  @Nullable Layout layout;

  private int[] held = {};
  private int whole;
  private int[] free = {};

  /** What lies on GPUs that are cut already, of {@link #free}. */
  private int[] beside = {};

  void forget() {
    count = 0;
    layout = null;
  }

  void add(int profile, int spot) {
    if (count == spots.length) {
      spots = Arrays.copyOf(spots, 2 * count);
      profiles = Arrays.copyOf(profiles, 2 * count);
    }
    profiles[count] = profile;
    spots[count++] = spot;
  }

  void remove(int profile, int spot) {
    int at = 0;
    while (profiles[at] != profile || spots[at] != spot) {
      at++;
    }
    count--;
    profiles[at] = profiles[count];
    spots[at] = spots[count];
  }

  /** Lays out what is held. */
  void settle(NodeRows rows, int row) {
    var now = layout;
    if (now == null) {
      return;
    }
    int gpus = (int) rows.capacity(row, NodeRows.GPUS);
    if (held.length != gpus) {
      held = new int[gpus];
    }
    if (free.length != now.profiles.length) {
      free = new int[now.profiles.length];
      beside = new int[free.length];
    }
    Arrays.fill(held, 0);
    for (int s = 0; s < count; s++) {
      int gpu = spots[s] >> Layout.MEMORY_SLICES;
      if (gpu < gpus) {
        held[gpu] |= spots[s] & Layout.ALL;
      }
    }
    whole = -takeWhole((int) rows.used(row, NodeRows.GPUS));
    for (int p = 0; p < free.length; p++) {
      int open = rows.partitionsUsed(row, now.profiles[p]);
      for (int s = 0; s < count; s++) {
        open -= profiles[s] == now.profiles[p] ? 1 : 0;
      }
      free[p] = 0;
      for (; open > 0; open--) {
        free[p] -= take(now.spots[p]) ? 0 : 1;
      }
    }
    for (int gpu = 0; gpu < gpus; gpu++) {
      whole += held[gpu] == 0 ? 1 : 0;
    }
    for (int p = 0; p < free.length; p++) {
      beside[p] = free[p];
      for (int gpu = 0; gpu < gpus; gpu++) {
        free[p] += now.room(p, held[gpu]);
        beside[p] += held[gpu] == 0 ? 0 : now.room(p, held[gpu]);
      }
    }
  }

  /** How many of so many whole GPUs are not there to be taken. */
  private int takeWhole(int many) {
    int open = many;
    for (int gpu = 0; gpu < held.length && open > 0; gpu++) {
      if (held[gpu] == 0) {
        held[gpu] = Layout.ALL;
        open--;
      }
    }
    return open;
  }

  private boolean take(int[] tried) {
    for (int gpu = 0; gpu < held.length; gpu++) {
      for (int spot : tried) {
        if ((held[gpu] & spot) == 0) {
          held[gpu] |= spot;
          return true;
        }
      }
    }
    return false;
  }

  /** Partitions of the profile that there is room for, whole GPUs for −1. */
  int free(int profile) {
    if (profile < 0) {
      return whole;
    }
    var now = layout;
    int p = now == null ? -1 : now.find(profile);
    return p < 0 ? 0 : free[p];
  }

  /** Whether so many partitions need a GPU that is whole now. */
  boolean opens(int profile, int units) {
    var now = layout;
    int p = now == null ? -1 : now.find(profile);
    return p >= 0 && beside[p] < units;
  }
}
