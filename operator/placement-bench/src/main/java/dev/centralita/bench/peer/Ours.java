package dev.centralita.bench.peer;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.placement.solve.BatchSolution;
import dev.centralita.placement.solve.Budget;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.IntStream;

/** Our own solver through its public entry point. */
public final class Ours implements BatchSolver {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  @Override
  public String name() {
    return "Centralita";
  }

  @Override
  public Answer solve(BatchProblem problem, long budgetNanos) {
    return solve(problem, translate(problem), budgetNanos);
  }

  /** As the interface's method, with the translation done before: it counts as parsing. */
  public Answer solve(
      BatchProblem problem,
      dev.centralita.placement.solve.BatchProblem translated,
      long budgetNanos) {
    return answer(problem, run(translated, budgetNanos));
  }

  /**
   * Only the solver. Its budget is CPU time of the one thread that it uses, so that others on the
   * machine do not eat it; on a quiet machine this is wall time.
   */
  public static BatchSolution run(
      dev.centralita.placement.solve.BatchProblem translated, long budgetNanos) {
    return dev.centralita.placement.solve.BatchSolver.solve(
        translated, Budget.nanos(budgetNanos, Ours::clock));
  }

  /** Node numbers as the bench counts them. */
  public static Answer answer(BatchProblem problem, BatchSolution solution) {
    int[] firstNode = NearestFit.firstNodes(problem);
    int[] nodeOf = new int[problem.workloads()];
    for (int w = 0; w < nodeOf.length; w++) {
      nodeOf[w] = solution.node(w) < 0 ? -1 : firstNode[solution.site(w)] + solution.node(w);
    }
    return new Answer(nodeOf, solution.bound());
  }

  /** CPU time of this thread in nanoseconds: what the budget counts. */
  public static long clock() {
    return CLOCK.getCurrentThreadCpuTime();
  }

  public static dev.centralita.placement.solve.BatchProblem translate(BatchProblem problem) {
    var builder = dev.centralita.placement.solve.BatchProblem.builder(problem.sites);
    for (int n = 0; n < problem.nodes(); n++) {
      builder.node(problem.nodeSite[n], problem.nodeGpus[n]);
    }
    for (int[] row : problem.rtt) {
      builder.origin(row);
    }
    for (long[] sites : problem.classSites) {
      builder.policy(
          IntStream.range(0, problem.sites).filter(s -> (sites[s >> 6] >>> s & 1) != 0).toArray());
    }
    for (int w = 0; w < problem.workloads(); w++) {
      builder.item(problem.origin[w], problem.policy[w], problem.size[w], problem.weight[w]);
    }
    return builder.build();
  }
}
