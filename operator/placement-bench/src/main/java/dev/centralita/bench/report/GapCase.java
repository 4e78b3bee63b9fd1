package dev.centralita.bench.report;

import dev.centralita.bench.instance.BenchData;
import dev.centralita.bench.instance.GapInstance;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Table;
import dev.centralita.bench.peer.Ours;
import dev.centralita.placement.solve.Budget;
import dev.centralita.placement.solve.GapProblem;
import dev.centralita.placement.solve.GapSolution;
import dev.centralita.placement.solve.GapSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** GAP types C and D, one second of CPU time each, against the best known values. */
final class GapCase {
  private GapCase() {}

  static List<Figure> run(Settings settings) throws IOException {
    Optional<Path> folder = BenchData.find("gap");
    if (folder.isEmpty()) {
      return List.of();
    }
    List<GapInstance> instances = GapInstance.read(folder.get(), settings.full() ? "abcd" : "cd");
    GapSolver.solve(problem(instances.getFirst()), seconds(2));
    Table table =
        new Table(
            "GAP in 1 s per instance",
            "instance",
            "best known",
            "ours",
            "gap %",
            "our bound",
            "certified gap %");
    double sum = 0;
    int counted = 0;
    for (GapInstance instance : instances) {
      GapSolution found = GapSolver.solve(problem(instance), seconds(1));
      String ours = found.feasible() ? "" + score(instance, found) : "infeasible";
      double gap =
          found.feasible() ? 100.0 * (found.cost() - instance.bestKnown) / instance.bestKnown : 100;
      if (instance.name.startsWith("c") || instance.name.startsWith("d")) {
        sum += gap;
        counted++;
      }
      table.row(instance.name, instance.bestKnown, ours, gap, found.bound(), 100 * found.gap());
    }
    table.row("mean of C, D", "", "", sum / counted, "", "");
    table.print();
    return List.of(new Figure("gap.mean", sum / counted));
  }

  private static long score(GapInstance instance, GapSolution found) {
    long cost = instance.score(IntStream.range(0, instance.jobs()).map(found::agent).toArray());
    if (cost != found.cost() || found.bound() > instance.bestKnown) {
      throw new IllegalStateException(
          "%s: the solver says cost %d, bound %d; it is cost %d, best known %d"
              .formatted(instance.name, found.cost(), found.bound(), cost, instance.bestKnown));
    }
    return cost;
  }

  private static GapProblem problem(GapInstance instance) {
    return new GapProblem(instance.capacity, instance.cost, instance.demand);
  }

  private static Budget seconds(int seconds) {
    return Budget.nanos(seconds * 1000L * Settings.MILLI, Ours::clock);
  }
}
