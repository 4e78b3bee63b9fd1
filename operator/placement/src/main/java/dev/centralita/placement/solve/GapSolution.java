package dev.centralita.placement.solve;

/** An agent for every job of a {@link GapProblem}, and a certified bound. */
public final class GapSolution {
  private final int[] agent;
  private final long cost;
  private final long bound;
  private final boolean feasible;

  GapSolution(int[] agent, long cost, long bound, boolean feasible) {
    this.agent = agent;
    this.cost = cost;
    this.bound = bound;
    this.feasible = feasible;
  }

  /** Agent of a job; −1 when no feasible assignment was found. */
  public int agent(int job) {
    return agent[job];
  }

  /** Total cost; {@link Long#MAX_VALUE} when no feasible assignment was found. */
  public long cost() {
    return cost;
  }

  /** No feasible assignment costs less: the dual that relaxes "every job exactly once". */
  public long bound() {
    return bound;
  }

  /** Whether every capacity holds; when not, no feasible assignment was found in the budget. */
  public boolean feasible() {
    return feasible;
  }

  /** {@code (cost − bound) / bound}. */
  public double gap() {
    return (double) (cost - bound) / bound;
  }
}
