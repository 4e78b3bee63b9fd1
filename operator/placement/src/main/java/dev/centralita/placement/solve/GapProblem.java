package dev.centralita.placement.solve;

/**
 * The generalised assignment problem: every job to exactly one agent, demand and cost per (agent,
 * job), one capacity per agent; least total cost. The form in which the literature's instances come
 * and which demand that differs from site to site needs.
 */
public final class GapProblem {
  final int agents;
  final int jobs;
  final int[] capacity;

  /** Row-major by job: {@code [job * agents + agent]}. */
  final int[] cost;

  final int[] demand;

  /**
   * A problem over copies of the given tables.
   *
   * @param cost by {@code [agent][job]}
   * @param demand by {@code [agent][job]}
   */
  public GapProblem(int[] capacity, int[][] cost, int[][] demand) {
    this.agents = capacity.length;
    this.jobs = cost[0].length;
    this.capacity = capacity.clone();
    this.cost = new int[agents * jobs];
    this.demand = new int[agents * jobs];
    for (int a = 0; a < agents; a++) {
      for (int j = 0; j < jobs; j++) {
        this.cost[j * agents + a] = cost[a][j];
        this.demand[j * agents + a] = demand[a][j];
      }
    }
  }

  /** How many agents there are. */
  public int agents() {
    return agents;
  }

  /** How many jobs there are. */
  public int jobs() {
    return jobs;
  }

  /** What a job costs at an agent. */
  public int cost(int agent, int job) {
    return cost[job * agents + agent];
  }

  /** What a job takes of an agent's capacity. */
  public int demand(int agent, int job) {
    return demand[job * agents + agent];
  }

  /** What an agent has. */
  public int capacity(int agent) {
    return capacity[agent];
  }
}
