package dev.centralita.placement.solve;

import java.util.Arrays;

/** Some agents, the jobs to be dealt out among them in an order, and the agents' room for these. */
final class GapGroup {
  /** Jobs in a group, on average, are between these; more when smaller groups bring nothing. */
  private static final int LEAST_JOBS = 30;

  private static final int MOST_JOBS = 100;
  private static final int MORE_JOBS = 60;
  private static final int LEAST_AGENTS = 3;

  /**
   * Keys that jobs are ordered by: large ones first, contested ones first, small ones first, by
   * chance.
   */
  private static final int ORDERS = 4;

  private final GapProblem p;

  private final long[] contested;
  private final long[] small;
  private final long[] key;
  private final boolean[] chosen;
  final int[] agent;
  final int[] room;
  final int[] job;
  int agents;
  int jobs;

  /**
   * @param rise as {@link GapDual#forcedRise} gives it
   */
  GapGroup(GapProblem problem, long[] rise) {
    p = problem;
    agent = new int[p.agents];
    room = new int[p.agents];
    job = new int[p.jobs];
    key = new long[p.jobs];
    chosen = new boolean[p.agents];
    contested = new long[p.jobs];
    small = new long[p.jobs];
    Arrays.setAll(agent, a -> a);
    for (int j = 0; j < p.jobs; j++) {
      long first = Integer.MAX_VALUE;
      long second = Integer.MAX_VALUE;
      for (int a = 0; a < p.agents; a++) {
        long r = rise[j * p.agents + a];
        second = Math.min(second, Math.max(first, r));
        first = Math.min(first, r);
        small[j] += p.demand[j * p.agents + a];
      }
      small[j] = Math.min(small[j], Integer.MAX_VALUE);
      contested[j] = first - second;
    }
  }

  /** Everything, in one of the orders. */
  void all(int order, Dice dice) {
    agents = p.agents;
    jobs = p.jobs;
    for (int a = 0; a < agents; a++) {
      agent[a] = a;
      room[a] = p.capacity[a];
    }
    Arrays.setAll(job, j -> j);
    sort(order, dice);
  }

  /**
   * Random agents with all jobs that they hold.
   *
   * @param tired how long smaller groups have brought nothing, in thousandths
   */
  void draw(int[] holder, int tired, Dice dice) {
    int most = LEAST_JOBS + dice.below(MOST_JOBS + MORE_JOBS * tired / 1000 - LEAST_JOBS);
    agents = Math.min(p.agents, Math.max(LEAST_AGENTS + dice.below(2), most * p.agents / p.jobs));
    Arrays.fill(chosen, false);
    for (int i = 0; i < agents; i++) {
      int other = i + dice.below(p.agents - i);
      int swap = agent[i];
      agent[i] = agent[other];
      agent[other] = swap;
      chosen[agent[i]] = true;
      room[i] = p.capacity[agent[i]];
    }
    jobs = 0;
    for (int j = 0; j < p.jobs; j++) {
      if (chosen[holder[j]]) {
        job[jobs++] = j;
      }
    }
    sort(dice.below(ORDERS), dice);
  }

  private void sort(int order, Dice dice) {
    for (int i = 0; i < jobs; i++) {
      int j = job[i];
      long k =
          switch (order % ORDERS) {
            case 0 -> -small[j];
            case 1 -> contested[j];
            case 2 -> small[j];
            default -> dice.below(1 << 20);
          };
      key[i] = k << 30 | j;
    }
    Arrays.sort(key, 0, jobs);
    for (int i = 0; i < jobs; i++) {
      job[i] = (int) (key[i] & (1 << 30) - 1);
    }
  }

  /** Puts the job at a place first. */
  void bringForward(int place) {
    int j = job[place];
    System.arraycopy(job, 0, job, 1, place);
    job[0] = j;
  }

  /** What the jobs cost where they are. */
  long cost(int[] holder) {
    long sum = 0;
    for (int i = 0; i < jobs; i++) {
      sum += p.cost[job[i] * p.agents + holder[job[i]]];
    }
    return sum;
  }
}
