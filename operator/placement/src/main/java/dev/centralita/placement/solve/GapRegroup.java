package dev.centralita.placement.solve;

import java.util.Arrays;

/**
 * Frees all jobs of a few agents and deals them out again by depth-first search, pruned by the
 * capacity prices: a partial deal is given up when its regrets alone exceed what the present deal
 * pays in regrets and unused priced room.
 */
final class GapRegroup {
  /** A job may go only where forcing it raises the bound by at most this (scaled cost). */
  private static final long MOST_RISE = 2 * GapDual.SCALE;

  private static final long OUT_OF_REACH = 1L << 40;

  private final GapProblem p;
  private final int n;
  private final long[] price;
  private final long[] rise;
  private final int[] agent;
  private final int[] group;
  private int groupSize;
  private final int[] room;
  private final int[] job;
  private int jobs;
  private final long[] sortKey;
  private final int[] choice;
  private final int[] bestChoice;
  private final int[] option;
  private final long[] regret;
  private long limit;
  private long nodes;
  private boolean found;
  long cost;

  GapRegroup(GapProblem problem, long[] capacityPrice, long[] forcedRise, int[] assignment) {
    p = problem;
    n = p.agents;
    price = capacityPrice;
    rise = forcedRise;
    agent = assignment.clone();
    group = new int[n];
    room = new int[n];
    job = new int[p.jobs];
    sortKey = new long[p.jobs];
    choice = new int[p.jobs];
    bestChoice = new int[p.jobs];
    option = new int[p.jobs * n];
    regret = new long[p.jobs * n];
    for (int j = 0; j < p.jobs; j++) {
      cost += p.cost[j * n + agent[j]];
    }
  }

  int[] assignment() {
    return agent;
  }

  /** Deals the jobs of these agents out again; true when that made it cheaper. */
  boolean improve(int[] agents, int size, long nodeLimit) {
    groupSize = size;
    System.arraycopy(agents, 0, group, 0, size);
    collect();
    limit = present();
    nodes = nodeLimit;
    found = false;
    search(0, 0);
    if (found) {
      for (int i = 0; i < jobs; i++) {
        int j = job[i];
        cost += p.cost[j * n + bestChoice[i]] - p.cost[j * n + agent[j]];
        agent[j] = bestChoice[i];
      }
    }
    return found;
  }

  private void collect() {
    jobs = 0;
    for (int g = 0; g < groupSize; g++) {
      room[group[g]] = p.capacity[group[g]];
    }
    for (int j = 0; j < p.jobs; j++) {
      for (int g = 0; g < groupSize; g++) {
        if (agent[j] == group[g]) {
          job[jobs++] = j;
          break;
        }
      }
    }
    for (int i = 0; i < jobs; i++) {
      options(job[i]);
      long spread = regret[job[i] * n + 1];
      sortKey[i] = -(Math.min(spread, 1L << 40) << 20 | job[i]);
    }
    Arrays.sort(sortKey, 0, jobs);
    for (int i = 0; i < jobs; i++) {
      job[i] = (int) (-sortKey[i] & 0xfffff);
    }
  }

  /** The group's agents in order of priced cost, with the regret over the first. */
  private void options(int j) {
    int base = j * n;
    for (int g = 0; g < groupSize; g++) {
      int a = group[g];
      long value = (long) GapDual.SCALE * p.cost[base + a] + price[a] * p.demand[base + a];
      if (rise[base + a] > MOST_RISE && a != agent[j]) {
        value += OUT_OF_REACH;
      }
      int at = g;
      while (at > 0 && regret[base + at - 1] > value) {
        regret[base + at] = regret[base + at - 1];
        option[base + at] = option[base + at - 1];
        at--;
      }
      regret[base + at] = value;
      option[base + at] = a;
    }
    long first = regret[base];
    for (int g = 0; g < groupSize; g++) {
      regret[base + g] -= first;
    }
  }

  /** What the present deal pays in regrets and unused room. */
  private long present() {
    long sum = 0;
    for (int i = 0; i < jobs; i++) {
      int j = job[i];
      room[agent[j]] -= p.demand[j * n + agent[j]];
      for (int g = 0; g < groupSize; g++) {
        sum += option[j * n + g] == agent[j] ? regret[j * n + g] : 0;
      }
    }
    for (int g = 0; g < groupSize; g++) {
      sum += price[group[g]] * room[group[g]];
      room[group[g]] = p.capacity[group[g]];
    }
    return sum;
  }

  private void search(int depth, long paid) {
    if (depth == jobs) {
      leaf(paid);
      return;
    }
    int base = job[depth] * n;
    for (int g = 0; g < groupSize; g++) {
      long next = paid + regret[base + g];
      if (next >= limit || nodes-- <= 0) {
        return;
      }
      int a = option[base + g];
      int d = p.demand[base + a];
      if (d <= room[a]) {
        room[a] -= d;
        choice[depth] = a;
        search(depth + 1, next);
        room[a] += d;
      }
    }
  }

  private void leaf(long paid) {
    long total = paid;
    for (int g = 0; g < groupSize; g++) {
      total += price[group[g]] * room[group[g]];
    }
    if (total < limit) {
      limit = total;
      found = true;
      System.arraycopy(choice, 0, bestChoice, 0, jobs);
    }
  }
}
