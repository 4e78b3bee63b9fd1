package dev.centralita.bench.peer;

import dev.centralita.bench.instance.BatchProblem;

/** Anything that places a batch within a budget: ours and its peers. */
public interface BatchSolver {
  String name();

  /** A node per workload (−1: not placed), at best by the deadline. */
  Answer solve(BatchProblem problem, long budgetNanos);

  /**
   * Nodes by workload, a lower bound on the cost of placing everything (negative infinity where the
   * solver gives none).
   */
  record Answer(int[] nodeOf, double bound) {
    static Answer unbounded(int[] nodeOf) {
      return new Answer(nodeOf, Double.NEGATIVE_INFINITY);
    }
  }
}
