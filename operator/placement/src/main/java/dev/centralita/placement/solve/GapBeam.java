package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Deals the jobs of a group out to its agents one after the other, keeping the most promising
 * partial deals at each.
 *
 * <p>What a partial deal can still become is bounded by the dual: what it pays, plus the prices of
 * the jobs to come, less the most profit each agent can make of those jobs in the room it has left.
 * Partial deals that leave every agent the same room are one: the cheapest is kept.
 */
final class GapBeam {
  private static final int SCALE = GapDual.SCALE;
  private static final int ID_BITS = 20;

  /** Entries of all tables together when everything is dealt out. */
  private static final long MOST_ENTRIES = 1 << 23;

  private final GapProblem p;
  private final int n;
  private final int shift;
  private final int width;

  /** Most profit of the jobs from a place in the order on, by {@code [agent place][job place]}. */
  private final long[][][] table;

  private final long[][] row;
  private final long[][] next;
  private final int[] active;
  private final int[] option;
  private final long[] key;
  private final long[] salt;
  private final int[] slot;
  private final int[] parent;
  private States now;
  private States then;
  private final GapGroup group;
  private long[] price;
  private long root;
  private int stuck;

  /** Partial deals: the room each agent has left, a hash of it, and the bound over the root's. */
  private record States(int[] room, long[] hash, long[] over) {
    States(int width, int agents) {
      this(new int[width * agents], new long[width], new long[width]);
    }
  }

  /**
   * @param roomShift room is looked up in quanta of so many bits
   * @param most partial deals kept
   */
  GapBeam(GapProblem problem, GapGroup group, int roomShift, int most) {
    p = problem;
    this.group = group;
    n = p.agents;
    shift = roomShift;
    width = Math.max(1, Math.min(most, (1 << ID_BITS) / n));
    table = new long[n][p.jobs + 1][];
    row = new long[n][];
    next = new long[n][];
    active = new int[n];
    option = new int[n];
    key = new long[width * n];
    now = new States(width, n);
    then = new States(width, n);
    salt = new long[n];
    var dice = new Dice();
    for (int a = 0; a < n; a++) {
      salt[a] = (long) dice.below(Integer.MAX_VALUE) << 32 | dice.below(Integer.MAX_VALUE) | 1;
    }
    slot = new int[Integer.highestOneBit(width) * 4];
    parent = new int[width * p.jobs];
    price = new long[p.jobs];
  }

  /** Quanta coarse enough for tables of the whole problem. */
  static int shiftForAll(GapProblem p, int least) {
    long entries = 0;
    for (int c : p.capacity) {
      entries += (long) (c + 1) * p.jobs;
    }
    int s = least;
    while (entries >> s > MOST_ENTRIES) {
      s++;
    }
    return s;
  }

  /**
   * Deals out the group as it is now: the cost (scaled) of the cheapest deal found at that limit or
   * under, −1 when none is found.
   *
   * @param barred pairs not to be used, by {@code [job * agents + agent]}, except those in use
   * @param holder the agent of each job before and, when a deal is found, after
   */
  long deal(long[] jobPrice, boolean[] barred, long limit, int[] holder) {
    price = jobPrice;
    root = tables();
    int size = group.agents;
    System.arraycopy(group.room, 0, now.room, 0, size);
    now.over[0] = 0;
    now.hash[0] = 0;
    int states = root > limit ? 0 : 1;
    for (int k = 0; k < group.jobs && states > 0; k++) {
      int options = prepare(k, barred, holder[group.job[k]]);
      states = keep(expand(k, states, options, limit - root), k);
      stuck = k;
    }
    if (states == 0) {
      return -1;
    }
    int at = 0;
    for (int s = 1; s < states; s++) {
      at = now.over[s] < now.over[at] ? s : at;
    }
    long cost = root + now.over[at];
    for (int k = group.jobs - 1; k >= 0; k--) {
      int step = parent[k * width + at];
      holder[group.job[k]] = group.agent[step % size];
      at = step / size;
    }
    return cost;
  }

  /** Place in the order of the job that the last deal did not get beyond. */
  int stuck() {
    return stuck;
  }

  private long tables() {
    int jobs = group.jobs;
    long bound = 0;
    for (int i = 0; i < jobs; i++) {
      bound += price[group.job[i]];
    }
    for (int g = 0; g < group.agents; g++) {
      int a = group.agent[g];
      int room = (group.room[g] >> shift) + 1;
      long[][] rows = table[g];
      Arrays.fill(rows(rows, jobs, room), 0, room, 0);
      for (int i = jobs - 1; i >= 0; i--) {
        int at = group.job[i] * n + a;
        long profit = price[group.job[i]] - (long) SCALE * p.cost[at];
        Knapsack.extend(rows[i + 1], rows(rows, i, room), room, p.demand[at] >> shift, profit);
      }
      bound -= rows[0][room - 1];
    }
    return bound;
  }

  private static long[] rows(long[][] rows, int i, int room) {
    if (rows[i] == null || rows[i].length < room) {
      rows[i] = new long[room];
    }
    return rows[i];
  }

  /** The agents that the next job may go to; {@link #active} are those whose table it changes. */
  private int prepare(int k, boolean[] barred, int holder) {
    int j = group.job[k];
    int actives = 0;
    int options = 0;
    for (int g = 0; g < group.agents; g++) {
      row[g] = table[g][k];
      next[g] = table[g][k + 1];
      int a = group.agent[g];
      int at = j * n + a;
      if (price[j] > (long) SCALE * p.cost[at]) {
        active[actives++] = g;
      }
      if (!barred[at] || a == holder) {
        option[options++] = g;
      }
    }
    if (actives < n) {
      active[actives] = -1;
    }
    return options;
  }

  /** All ways to go on from the partial deals, as keys of bound and (deal, agent place). */
  private int expand(int k, int states, int options, long most) {
    int j = group.job[k];
    int size = group.agents;
    int found = 0;
    for (int s = 0; s < states; s++) {
      int o = s * size;
      long without = now.over[s] - price[j];
      for (int i = 0; i < n && active[i] >= 0; i++) {
        int g = active[i];
        int r = now.room[o + g] >> shift;
        without += row[g][r] - next[g][r];
      }
      for (int i = 0; i < options; i++) {
        int g = option[i];
        int at = j * n + group.agent[g];
        int r = now.room[o + g];
        int left = r - p.demand[at];
        if (left >= 0) {
          long[] table = next[g];
          long over =
              without + table[r >> shift] - table[left >> shift] + (long) SCALE * p.cost[at];
          if (over <= most) {
            key[found++] = over << ID_BITS | o + g;
          }
        }
      }
    }
    return found;
  }

  private int keep(int found, int k) {
    if (found > width) {
      Select.least(key, found, width);
    }
    int few = Math.min(found, width);
    int size = group.agents;
    Arrays.fill(slot, -1);
    int states = 0;
    for (int c = 0; c < few; c++) {
      int id = (int) (key[c] & (1 << ID_BITS) - 1);
      long over = key[c] >> ID_BITS;
      int s = id / size;
      int g = id % size;
      int d = p.demand[group.job[k] * n + group.agent[g]];
      long hash = now.hash[s] + d * salt[g];
      int h = find(hash);
      int at = slot[h];
      if (at < 0) {
        at = states++;
        slot[h] = at;
        System.arraycopy(now.room, s * size, then.room, at * size, size);
        then.room[at * size + g] -= d;
        then.hash[at] = hash;
      } else if (then.over[at] <= over) {
        continue;
      }
      then.over[at] = over;
      parent[k * width + at] = id;
    }
    States swap = now;
    now = then;
    then = swap;
    return states;
  }

  private int find(long hash) {
    int h = (int) (hash * 0x9E3779B97F4A7C15L >>> 40) & slot.length - 1;
    while (slot[h] >= 0 && then.hash[slot[h]] != hash) {
      h = h + 1 & slot.length - 1;
    }
    return h;
  }
}
