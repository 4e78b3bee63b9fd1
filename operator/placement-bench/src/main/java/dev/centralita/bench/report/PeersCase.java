package dev.centralita.bench.report;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.instance.EdgeFamily;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Table;
import dev.centralita.bench.peer.BatchSolver;
import dev.centralita.bench.peer.CpSatNodes;
import dev.centralita.bench.peer.NearestFit;
import dev.centralita.bench.peer.Ours;
import dev.centralita.bench.peer.PatternModel;
import dev.centralita.bench.peer.timefold.TimefoldSolver;
import java.util.ArrayList;
import java.util.List;

/** Distance from the optimum after 10 ms, 100 ms, 1 s and 10 s, everybody warm. */
final class PeersCase {
  private static final long[] BUDGETS_MS = {10, 100, 1000, 10_000};

  private PeersCase() {}

  static List<Figure> run(Settings settings) {
    List<BatchSolver> solvers =
        List.of(
            new NearestFit(false),
            new NearestFit(true),
            new TimefoldSolver(),
            new CpSatNodes(2),
            new PatternModel("HIGHS"),
            new Ours());
    Settings.progress("peers: warming up");
    for (BatchSolver solver : solvers) {
      for (int i = 0; i < 3; i++) {
        solver.solve(EdgeFamily.edge(1000), 1000 * Settings.MILLI);
      }
    }
    Table table =
        new Table(
            "Gap to the optimum % (ms really taken)",
            "instance", "solver", "10 ms", "100 ms", "1 s", "10 s");
    for (int seed = 1; seed <= settings.either(1, 3); seed++) {
      BatchProblem problem = EdgeFamily.edge(seed);
      double optimum = new PatternModel("HIGHS").solve(problem, 60_000 * Settings.MILLI).bound();
      for (BatchSolver solver : solvers) {
        Settings.progress("peers: %s on %s", solver.name(), problem.name);
        List<Object> row = new ArrayList<>(List.of(problem.name, solver.name()));
        for (long ms : BUDGETS_MS) {
          long start = System.nanoTime();
          int[] nodeOf = solver.solve(problem, ms * Settings.MILLI).nodeOf();
          double took = Settings.millisSince(start);
          row.add("%s (%.0f)".formatted(EdgeCase.gap(problem.score(nodeOf), optimum), took));
        }
        table.row(row.toArray());
      }
    }
    table.print();
    return List.of();
  }
}
