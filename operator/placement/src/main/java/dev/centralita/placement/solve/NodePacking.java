package dev.centralita.placement.solve;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether so many items of each size fit on the nodes of a site, none split over nodes.
 *
 * <p>Largest first into the fullest node that takes it answers most questions; the others are
 * settled by search with a limit, and remembered. A "yes" is always right; past the limit the
 * answer is "no".
 */
final class NodePacking {
  private static final int NODE_LIMIT = 20_000;

  private final int[] sizes;
  private final int most;
  private final int[][] nodesByGpus;
  private final int[] total;
  private final int[] bins;
  private final Map<Key, Boolean> known = new HashMap<>();
  private int effort;

  private record Key(int profile, long low, long high) {}

  private final int[] profile;

  /**
   * @param sizes distinct, descending
   */
  NodePacking(BatchProblem problem, int[] sizes) {
    this.sizes = sizes;
    int widest = sizes.length == 0 ? 0 : sizes[0];
    for (int[] nodes : problem.nodeGpus) {
      for (int g : nodes) {
        widest = Math.max(widest, g);
      }
    }
    most = widest;
    nodesByGpus = new int[problem.sites][most + 1];
    total = new int[problem.sites];
    profile = new int[problem.sites];
    var profiles = new HashMap<List<Integer>, Integer>();
    for (int s = 0; s < problem.sites; s++) {
      for (int g : problem.nodeGpus[s]) {
        nodesByGpus[s][g]++;
        total[s] += g;
      }
      var list = Arrays.stream(nodesByGpus[s]).boxed().toList();
      profile[s] = profiles.computeIfAbsent(list, l -> profiles.size());
    }
    bins = new int[most + 1];
  }

  int total(int site) {
    return total[site];
  }

  /** Whether counts (by size index) fit at the site. */
  boolean fits(int site, int[] count) {
    int sum = 0;
    for (int k = 0; k < sizes.length; k++) {
      sum += count[k] * sizes[k];
    }
    if (sum > total[site]) {
      return false;
    }
    System.arraycopy(nodesByGpus[site], 0, bins, 0, most + 1);
    return bestFit(count) || searched(site, count);
  }

  private boolean bestFit(int[] count) {
    for (int k = 0; k < sizes.length; k++) {
      int size = sizes[k];
      int left = count[k];
      int f = size;
      while (left > 0) {
        while (f <= most && bins[f] == 0) {
          f++;
        }
        if (f > most) {
          return false;
        }
        int now = Math.min(left, bins[f]);
        bins[f] -= now;
        bins[f - size] += now;
        left -= now;
        f = f - size >= size ? f - size : f;
      }
    }
    return true;
  }

  private boolean searched(int site, int[] count) {
    long low = 0;
    long high = 0;
    boolean keyed = sizes.length <= 16;
    for (int k = 0; k < sizes.length && keyed; k++) {
      keyed = count[k] < 256;
      if (k < 8) {
        low |= (long) count[k] << (8 * k);
      } else {
        high |= (long) count[k] << (8 * k - 64);
      }
    }
    var key = new Key(profile[site], low, high);
    var remembered = keyed ? known.get(key) : null;
    if (remembered != null) {
      return remembered;
    }
    effort = NODE_LIMIT;
    boolean fits = search(nodesByGpus[site].clone(), count.clone(), 0);
    if (keyed) {
      known.put(key, fits);
    }
    return fits;
  }

  /** Puts one item of the largest size left into each kind of node in turn, fullest first. */
  private boolean search(int[] free, int[] count, int from) {
    int k = from;
    while (k < sizes.length && count[k] == 0) {
      k++;
    }
    if (k == sizes.length) {
      return true;
    }
    if (effort-- <= 0) {
      return false;
    }
    int size = sizes[k];
    count[k]--;
    for (int f = size; f <= most; f++) {
      if (free[f] > 0) {
        free[f]--;
        free[f - size]++;
        if (search(free, count, k)) {
          return true;
        }
        free[f]++;
        free[f - size]--;
        if (f == size) {
          break;
        }
      }
    }
    count[k]++;
    return false;
  }

  /**
   * Puts items on nodes.
   *
   * @param item items of one site, largest first
   * @param node gets the node of each
   * @return whether all fit
   */
  boolean place(int[] nodeGpus, int[] item, int[] gpus, int[] node) {
    int[] free = nodeGpus.clone();
    for (int n = 0; n < item.length; n++) {
      int best = -1;
      for (int b = 0; b < free.length; b++) {
        if (free[b] >= gpus[item[n]] && (best < 0 || free[b] < free[best])) {
          best = b;
        }
      }
      if (best < 0) {
        effort = NODE_LIMIT * 10;
        return placeSearched(nodeGpus.clone(), item, gpus, node, 0);
      }
      free[best] -= gpus[item[n]];
      node[item[n]] = best;
    }
    return true;
  }

  private boolean placeSearched(int[] free, int[] item, int[] gpus, int[] node, int at) {
    if (at == item.length) {
      return true;
    }
    if (effort-- <= 0) {
      return false;
    }
    int need = gpus[item[at]];
    for (int level = need; level <= most; level++) {
      int b = with(free, level);
      if (b >= 0) {
        free[b] -= need;
        node[item[at]] = b;
        if (placeSearched(free, item, gpus, node, at + 1)) {
          return true;
        }
        free[b] += need;
        if (level == need) {
          return false;
        }
      }
    }
    return false;
  }

  private static int with(int[] free, int level) {
    for (int b = 0; b < free.length; b++) {
      if (free[b] == level) {
        return b;
      }
    }
    return -1;
  }
}
