package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Ejection-chain local search on penalised capacities, restarted from perturbed good solutions.
 *
 * <p>An agent's overload costs its own price, which rises while local optima overload it and falls
 * while they do not (Yagiura, Ibaraki and Glover, 2004). A chain lets a job go, fills the room it
 * leaves with another job, fills the room that one leaves, and so on; at every link the job let go
 * first may close the chain.
 */
final class GapSearch extends GapDeal {
  private static final int CANDIDATES = 3;
  private static final int DEPTH = 8;
  private static final long PENALTY_START = GapDual.SCALE;

  private final int width;
  private final int[] candidate;
  private final boolean[] isCandidate;
  private final long[] scaled;
  private final long[] alpha;

  /** Where nothing fits prices would rise until sums of them overflow. */
  private final long mostAlpha;

  private final int[][] suitors;
  private final long[] looked;
  private final Dice dice = new Dice();
  final int[] best;
  long bestCost = Long.MAX_VALUE;

  GapSearch(GapProblem problem, long[] capacityPrice, long[] rise) {
    super(problem);
    var candidates = new GapCandidates(p, rise, CANDIDATES);
    width = candidates.width;
    candidate = candidates.agent;
    isCandidate = candidates.among;
    suitors = candidates.suitors;
    scaled = new long[p.jobs * n];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (long) GapDual.SCALE * p.cost[i];
    }
    best = new int[p.jobs];
    alpha = new long[n];
    mostAlpha = (Long.MAX_VALUE >> 4) / (1 + Arrays.stream(p.demand).asLongStream().sum());
    looked = new long[p.jobs];
    versionBefore = new long[n];
    for (int a = 0; a < n; a++) {
      alpha[a] = Math.max(PENALTY_START, capacityPrice[a] * 3 / 2);
    }
    for (int j = 0; j < p.jobs; j++) {
      insert(j, candidate[j * width]);
    }
  }

  private long penalty(int a, int load) {
    int over = load - p.capacity[a];
    return over > 0 ? over * alpha[a] : 0;
  }

  /**
   * Local search from a solution of the relaxed problem, and on from what that gives until
   * something fits; {@link #best} is the best of this start.
   */
  void start(int[] taker, int tries) {
    bestCost = Long.MAX_VALUE;
    restart(taker);
    for (int i = 0; i < tries && bestCost == Long.MAX_VALUE; i++) {
      step();
    }
  }

  /** Takes the relaxed solution; −1 leaves a job to be placed. */
  private void restart(int[] taker) {
    for (int j = 0; j < p.jobs; j++) {
      remove(j);
    }
    for (int j = 0; j < p.jobs; j++) {
      if (taker[j] >= 0) {
        insert(j, taker[j]);
      }
    }
    for (int j = 0; j < p.jobs; j++) {
      if (taker[j] < 0) {
        insert(j, cheapest(j));
      }
    }
    improve();
  }

  private int cheapest(int j) {
    int to = candidate[j * width];
    for (int k = 1; k < width; k++) {
      int t = candidate[j * width + k];
      to = charge(j, t) < charge(j, to) ? t : to;
    }
    return to;
  }

  /** What a job would cost at an agent, overload included. */
  private long charge(int j, int t) {
    return scaled[j * n + t] + penalty(t, load[t] + p.demand[j * n + t]) - penalty(t, load[t]);
  }

  /** Local search from the present solution, perturbed. */
  private void step() {
    perturb();
    improve();
  }

  private void improve() {
    descend();
    note();
    boolean fits = fits();
    for (int a = 0; a < n; a++) {
      int over = load[a] - p.capacity[a];
      if (fits) {
        alpha[a] -= alpha[a] / 10;
      } else if (over > 0) {
        alpha[a] = Math.min(mostAlpha, alpha[a] + alpha[a] / 10 + 1);
      }
    }
  }

  private void note() {
    if (cost() < bestCost && fits()) {
      bestCost = cost();
      System.arraycopy(agent, 0, best, 0, p.jobs);
    }
  }

  private void perturb() {
    int kicks = 2 + dice.below(4);
    for (int i = 0; i < kicks; i++) {
      int j = dice.below(p.jobs);
      int to = candidate[j * width + dice.below(width)];
      move(j, to);
    }
  }

  private void descend() {
    int fruitless = 0;
    int at = dice.below(p.jobs);
    while (fruitless < p.jobs) {
      int j = at;
      at = at + 1 == p.jobs ? 0 : at + 1;
      if (unchanged(j)) {
        fruitless++;
      } else if (shift(j) || swap(j) || chain(j)) {
        fruitless = 0;
      } else {
        looked[j] = changes;
        fruitless++;
      }
    }
  }

  private boolean unchanged(int j) {
    for (int k = 0; k < width; k++) {
      if (version[candidate[j * width + k]] > looked[j]) {
        return false;
      }
    }
    return true;
  }

  private boolean shift(int j) {
    int s = agent[j];
    long leave =
        penalty(s, load[s] - p.demand[j * n + s]) - penalty(s, load[s]) - scaled[j * n + s];
    long bestValue = 0;
    int bestTo = -1;
    for (int k = 0; k < width; k++) {
      int t = candidate[j * width + k];
      if (t != s) {
        long value = leave + charge(j, t);
        if (value < bestValue) {
          bestValue = value;
          bestTo = t;
        }
      }
    }
    if (bestTo < 0) {
      return false;
    }
    move(j, bestTo);
    note();
    return true;
  }

  private boolean swap(int j) {
    int s = agent[j];
    int without = load[s] - p.demand[j * n + s];
    long penaltyS = penalty(s, load[s]);
    for (int c = 0; c < width; c++) {
      int t = candidate[j * width + c];
      if (t == s) {
        continue;
      }
      long base = scaled[j * n + t] - scaled[j * n + s] - penaltyS - penalty(t, load[t]);
      int with = load[t] + p.demand[j * n + t];
      int[] there = members[t];
      for (int i = size[t] - 1; i >= 0; i--) {
        int k = there[i];
        if (isCandidate[k * n + s]) {
          long value =
              base
                  + scaled[k * n + s]
                  - scaled[k * n + t]
                  + penalty(s, without + p.demand[k * n + s])
                  + penalty(t, with - p.demand[k * n + t]);
          if (value < 0) {
            move(j, t);
            move(k, s);
            note();
            return true;
          }
        }
      }
    }
    return false;
  }

  private final int[] chainJob = new int[DEPTH];
  private final int[] chainFrom = new int[DEPTH];
  private final long[] versionBefore;

  /** Lets {@code first} go and fills the hole again and again; closes where it pays. */
  private boolean chain(int first) {
    int home = agent[first];
    int hole = home;
    System.arraycopy(version, 0, versionBefore, 0, n);
    long gain = scaled[first * n + home] + penalty(home, load[home]);
    remove(first);
    gain -= penalty(home, load[home]);
    int depth = 0;
    boolean improved = false;
    while (depth < DEPTH) {
      int filler = filler(hole, first, depth);
      if (filler < 0) {
        break;
      }
      int from = agent[filler];
      gain += penalty(from, load[from]) + penalty(hole, load[hole]);
      gain += scaled[filler * n + from] - scaled[filler * n + hole];
      move(filler, hole);
      gain -= penalty(from, load[from]) + penalty(hole, load[hole]);
      chainJob[depth] = filler;
      chainFrom[depth++] = from;
      int end = close(first, gain);
      if (end >= 0) {
        insert(first, end);
        note();
        improved = true;
        break;
      }
      hole = from;
    }
    if (!improved) {
      while (--depth >= 0) {
        move(chainJob[depth], chainFrom[depth]);
      }
      insert(first, home);
      System.arraycopy(versionBefore, 0, version, 0, n);
    }
    return improved;
  }

  /** The job that gains most by moving into the hole, given what it leaves behind. */
  private int filler(int hole, int first, int depth) {
    long bestValue = Long.MAX_VALUE;
    int bestJob = -1;
    int room = p.capacity[hole] - load[hole];
    for (int j : suitors[hole]) {
      int from = agent[j];
      if (j == first || from == hole) {
        continue;
      }
      int d = p.demand[j * n + hole];
      if (d > room || used(j, depth)) {
        continue;
      }
      long value = scaled[j * n + hole] - scaled[j * n + from] + (room - d) * alpha[hole] / 2;
      if (value < bestValue) {
        bestValue = value;
        bestJob = j;
      }
    }
    return bestJob;
  }

  private boolean used(int j, int depth) {
    for (int i = 0; i < depth; i++) {
      if (chainJob[i] == j) {
        return true;
      }
    }
    return false;
  }

  private int close(int first, long gain) {
    int t = cheapest(first);
    return charge(first, t) < gain ? t : -1;
  }
}
