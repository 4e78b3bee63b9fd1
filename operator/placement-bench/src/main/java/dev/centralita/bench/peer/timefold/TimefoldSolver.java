package dev.centralita.bench.peer.timefold;

import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.peer.BatchSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Timefold with its defaults: construction heuristic, then late acceptance. */
public final class TimefoldSolver implements BatchSolver {
  @Override
  public String name() {
    return "Timefold";
  }

  @Override
  public Answer solve(BatchProblem problem, long budgetNanos) {
    SolverConfig config =
        new SolverConfig()
            .withSolutionClass(Plan.class)
            .withEntityClasses(Task.class)
            .withConstraintProviderClass(Rules.class)
            .withRandomSeed(1L)
            .withTerminationConfig(
                new TerminationConfig()
                    .withMillisecondsSpentLimit(Math.max(1, budgetNanos / 1_000_000)));
    Plan plan = SolverFactory.<Plan>create(config).buildSolver().solve(plan(problem));
    return new Answer(withoutOverfull(problem, plan), Double.NEGATIVE_INFINITY);
  }

  private static Plan plan(BatchProblem problem) {
    List<Node> nodes = new ArrayList<>();
    for (int n = 0; n < problem.nodes(); n++) {
      nodes.add(new Node(n, problem.nodeSite[n], problem.nodeGpus[n]));
    }
    List<Task> tasks = new ArrayList<>();
    for (int w = 0; w < problem.workloads(); w++) {
      int workload = w;
      long[] cost = new long[problem.sites];
      Arrays.setAll(cost, s -> problem.cost(workload, s));
      List<Node> allowed = nodes.stream().filter(n -> problem.allowed(workload, n.site())).toList();
      tasks.add(new Task(w, problem.size[w], cost, allowed));
    }
    return new Plan(tasks);
  }

  /** Stopped early it may leave nodes overfull: what does not fit counts as not placed. */
  private static int[] withoutOverfull(BatchProblem problem, Plan plan) {
    int[] nodeOf = new int[problem.workloads()];
    Arrays.fill(nodeOf, -1);
    int[] free = problem.nodeGpus.clone();
    for (Task task : plan.getTasks()) {
      Node node = task.getNode();
      if (node != null && free[node.index()] >= task.getGpus()) {
        free[node.index()] -= task.getGpus();
        nodeOf[task.getId()] = node.index();
      }
    }
    return nodeOf;
  }
}
