package dev.centralita.bench.peer;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.centralita.bench.instance.BatchProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * OR-Tools CP-SAT on the plain model: one literal per workload and allowed node, starting from the
 * nearest-fit answer as a hint. Model building counts towards the budget.
 */
public final class CpSatNodes implements BatchSolver {
  private final int workers;

  public CpSatNodes(int workers) {
    Loader.loadNativeLibraries();
    this.workers = workers;
  }

  @Override
  public String name() {
    return "CP-SAT";
  }

  @Override
  public Answer solve(BatchProblem problem, long budgetNanos) {
    long start = System.nanoTime();
    CpModel model = new CpModel();
    Literal[][] on = new Literal[problem.workloads()][problem.nodes()];
    LinearExprBuilder cost = LinearExpr.newBuilder();
    int[] hint = new NearestFit(true).solve(problem, 0).nodeOf();
    for (int w = 0; w < problem.workloads(); w++) {
      List<Literal> choices = new ArrayList<>();
      for (int n = 0; n < problem.nodes(); n++) {
        int site = problem.nodeSite[n];
        if (problem.allowed(w, site) && problem.size[w] <= problem.nodeGpus[n]) {
          on[w][n] = model.newBoolVar("");
          choices.add(on[w][n]);
          cost.addTerm(on[w][n], problem.cost(w, site));
          model.addHint(on[w][n], hint[w] == n);
        }
      }
      model.addExactlyOne(choices);
    }
    limitNodes(problem, model, on);
    model.minimize(cost);
    double left = (budgetNanos - (System.nanoTime() - start)) / 1e9;
    return left <= 0 ? nothing(problem) : run(problem, model, on, left);
  }

  private static void limitNodes(BatchProblem problem, CpModel model, Literal[][] on) {
    for (int n = 0; n < problem.nodes(); n++) {
      LinearExprBuilder load = LinearExpr.newBuilder();
      for (int w = 0; w < on.length; w++) {
        if (on[w][n] != null) {
          load.addTerm(on[w][n], problem.size[w]);
        }
      }
      model.addLessOrEqual(load, problem.nodeGpus[n]);
    }
  }

  private Answer run(BatchProblem problem, CpModel model, Literal[][] on, double seconds) {
    CpSolver solver = new CpSolver();
    solver.getParameters().setMaxTimeInSeconds(seconds).setNumWorkers(workers).setRandomSeed(1);
    CpSolverStatus status = solver.solve(model);
    if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
      return nothing(problem);
    }
    int[] nodeOf = new int[on.length];
    for (int w = 0; w < on.length; w++) {
      for (int n = 0; n < on[w].length; n++) {
        if (on[w][n] != null && solver.booleanValue(on[w][n])) {
          nodeOf[w] = n;
        }
      }
    }
    return new Answer(nodeOf, solver.bestObjectiveBound());
  }

  private static Answer nothing(BatchProblem problem) {
    int[] nodeOf = new int[problem.workloads()];
    Arrays.fill(nodeOf, -1);
    return Answer.unbounded(nodeOf);
  }
}
