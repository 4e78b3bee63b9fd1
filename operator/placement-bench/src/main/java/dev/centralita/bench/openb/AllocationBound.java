package dev.centralita.bench.openb;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.centralita.bench.openb.OpenbLists.Node;
import dev.centralita.bench.openb.OpenbLists.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Most GPU that any choice among the arrived pods could allocate, by linear programming.
 *
 * <p>Relaxed: pods are divisible, nodes of one kind are one pool of cores, memory and GPUs, and the
 * whole arrival list is known. Kept: a pod only counts on kinds of nodes where it fits alone.
 */
public final class AllocationBound {
  private AllocationBound() {}

  /** Upper bound in per cent of all GPUs. */
  public static double percent(OpenbLists lists, int[] arrivals) {
    Loader.loadNativeLibraries();
    MPSolver solver = MPSolver.createSolver("GLOP");
    int[] arrived = new int[lists.shapes().size()];
    for (int shape : arrivals) {
      arrived[shape]++;
    }
    MPConstraint[] supply = new MPConstraint[arrived.length];
    for (int s = 0; s < arrived.length; s++) {
      supply[s] = solver.makeConstraint(0, arrived[s]);
    }
    Map<Node, Integer> kinds = new LinkedHashMap<>();
    lists.nodes().forEach(node -> kinds.merge(node, 1, Integer::sum));
    kinds.forEach((kind, count) -> addKind(solver, kind, count, lists.shapes(), supply));
    solver.objective().setMaximization();
    if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
      throw new IllegalStateException("GLOP found no optimum of the allocation bound");
    }
    return 100 * solver.objective().value() / lists.gpuMilli();
  }

  private static void addKind(
      MPSolver solver, Node kind, int count, List<Shape> shapes, MPConstraint[] supply) {
    MPConstraint cpu = solver.makeConstraint(0, (double) count * kind.cpuMilli());
    MPConstraint memory = solver.makeConstraint(0, (double) count * kind.memoryMib());
    MPConstraint gpu = solver.makeConstraint(0, 1000.0 * count * kind.gpus());
    GpuCluster alone = new GpuCluster(List.of(kind));
    for (int s = 0; s < supply.length; s++) {
      Shape shape = shapes.get(s);
      if (shape.gpus() > 0 && alone.fits(0, shape)) {
        MPVariable pods = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
        supply[s].setCoefficient(pods, 1);
        cpu.setCoefficient(pods, shape.cpuMilli());
        memory.setCoefficient(pods, shape.memoryMib());
        gpu.setCoefficient(pods, shape.totalMilli());
        solver.objective().setCoefficient(pods, shape.totalMilli());
      }
    }
  }
}
