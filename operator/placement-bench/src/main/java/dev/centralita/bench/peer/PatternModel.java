package dev.centralita.bench.peer;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.centralita.bench.instance.BatchProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exact peer: which workload at which site, and per site how many nodes are cut up by which
 * packing pattern (a maximal multiset of sizes on one node). Its linear relaxation is the tightest
 * bound we know of.
 */
public final class PatternModel implements BatchSolver {
  private final String backend;

  /** The back end is an OR-Tools linear solver: HIGHS or SCIP (exact) or GLOP (relaxation). */
  public PatternModel(String backend) {
    Loader.loadNativeLibraries();
    this.backend = backend;
  }

  @Override
  public String name() {
    return backend + " on packing patterns";
  }

  @Override
  public Answer solve(BatchProblem problem, long budgetNanos) {
    MPSolver solver = MPSolver.createSolver(backend);
    boolean exact = !backend.equals("GLOP");
    MPVariable[][] at = assignments(problem, solver, exact);
    for (int site = 0; site < problem.sites; site++) {
      packSite(problem, solver, at, site, exact);
    }
    solver.setTimeLimit(Math.max(1, budgetNanos / 1_000_000));
    int[] nodeOf = new int[problem.workloads()];
    Arrays.fill(nodeOf, -1);
    if (!solved(solver)) {
      return Answer.unbounded(nodeOf);
    }
    if (!exact) {
      return new Answer(nodeOf, solver.objective().value());
    }
    return new Answer(unpack(problem, at), solver.objective().bestBound());
  }

  private static boolean solved(MPSolver solver) {
    try {
      MPSolver.ResultStatus status = solver.solve();
      return status == MPSolver.ResultStatus.OPTIMAL || status == MPSolver.ResultStatus.FEASIBLE;
    } catch (IllegalArgumentException unknownStatus) {
      return false; // HiGHS stopped by the clock with nothing: a status the binding does not know.
    }
  }

  private static MPVariable[][] assignments(BatchProblem problem, MPSolver solver, boolean exact) {
    MPVariable[][] at = new MPVariable[problem.workloads()][problem.sites];
    for (int w = 0; w < at.length; w++) {
      MPConstraint once = solver.makeConstraint(1, 1);
      for (int s = 0; s < problem.sites; s++) {
        if (problem.allowed(w, s)) {
          at[w][s] = exact ? solver.makeBoolVar("") : solver.makeNumVar(0, 1, "");
          once.setCoefficient(at[w][s], 1);
          solver.objective().setCoefficient(at[w][s], problem.cost(w, s));
        }
      }
    }
    solver.objective().setMinimization();
    return at;
  }

  /** Workloads of each size at the site ≤ places of that size in the patterns its nodes take. */
  private static void packSite(
      BatchProblem problem, MPSolver solver, MPVariable[][] at, int site, boolean exact) {
    int width = Arrays.stream(problem.nodeGpus).max().orElse(0);
    MPConstraint[] places = new MPConstraint[width + 1];
    for (int k = 1; k <= width; k++) {
      places[k] = solver.makeConstraint(Double.NEGATIVE_INFINITY, 0);
    }
    for (int w = 0; w < at.length; w++) {
      if (at[w][site] != null) {
        places[problem.size[w]].setCoefficient(at[w][site], 1);
      }
    }
    int[] nodesOfWidth = new int[width + 1];
    for (int n = 0; n < problem.nodes(); n++) {
      nodesOfWidth[problem.nodeGpus[n]] += problem.nodeSite[n] == site ? 1 : 0;
    }
    for (int gpus = 1; gpus <= width; gpus++) {
      if (nodesOfWidth[gpus] > 0) {
        MPConstraint nodes = solver.makeConstraint(0, nodesOfWidth[gpus]);
        for (int[] pattern : patterns(gpus, sizes(problem))) {
          MPVariable used =
              exact
                  ? solver.makeIntVar(0, nodesOfWidth[gpus], "")
                  : solver.makeNumVar(0, nodesOfWidth[gpus], "");
          nodes.setCoefficient(used, 1);
          for (int k = 1; k <= gpus; k++) {
            places[k].setCoefficient(used, -pattern[k]);
          }
        }
      }
    }
  }

  private static boolean[] sizes(BatchProblem problem) {
    boolean[] result = new boolean[Arrays.stream(problem.size).max().orElse(0) + 1];
    for (int size : problem.size) {
      result[size] = true;
    }
    return result;
  }

  /** Every multiset of occurring sizes to which no further one can be added, as counts by size. */
  static List<int[]> patterns(int gpus, boolean[] sizes) {
    List<int[]> result = new ArrayList<>();
    extend(new int[gpus + 1], gpus, Math.min(gpus, sizes.length - 1), sizes, result);
    return result;
  }

  private static void extend(
      int[] pattern, int left, int largest, boolean[] sizes, List<int[]> result) {
    boolean full = true;
    for (int k = 1; k <= left && k < sizes.length; k++) {
      full &= !sizes[k];
    }
    if (full) {
      result.add(pattern.clone());
      return;
    }
    for (int k = Math.min(left, largest); k >= 1; k--) {
      if (sizes[k]) {
        pattern[k]++;
        extend(pattern, left - k, k, sizes, result);
        pattern[k]--;
      }
    }
  }

  /** Sites become nodes by packing the largest first; patterns promise that this is possible. */
  private static int[] unpack(BatchProblem problem, MPVariable[][] at) {
    int[] siteOf = new int[at.length];
    for (int w = 0; w < at.length; w++) {
      for (int s = 0; s < at[w].length; s++) {
        if (at[w][s] != null && at[w][s].solutionValue() > 0.5) {
          siteOf[w] = s;
        }
      }
    }
    return SitePacking.pack(problem, siteOf);
  }
}
