package dev.centralita.bench.report;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.instance.BenchData;
import dev.centralita.bench.instance.EdgeFamily;
import dev.centralita.bench.instance.EdgeJson;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Table;
import dev.centralita.bench.peer.BatchSolver;
import dev.centralita.bench.peer.NearestFit;
import dev.centralita.bench.peer.Ours;
import dev.centralita.bench.peer.PatternModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Edge instances in 50 ms against the optimum, which an exact peer proves in the same run. */
final class EdgeCase {
  private static final long BUDGET = 50 * Settings.MILLI;

  private EdgeCase() {}

  static List<Figure> run(Settings settings) throws IOException {
    for (int seed = 1000; seed < 1030; seed++) {
      new Ours().solve(EdgeFamily.edge(seed), BUDGET);
    }
    Table table =
        new Table(
            "Edge instances, 17 × 8 × 8, 500 workloads, 50 ms",
            "instance",
            "optimum",
            "exact peer s",
            "nearest-fit gap %",
            "ours gap %",
            "ours CPU ms",
            "our bound gap %");
    double worst = 0;
    double sum = 0;
    List<BatchProblem> problems = problems(settings.either(5, 30));
    for (BatchProblem problem : problems) {
      double gap = one(problem, table);
      worst = Math.max(worst, gap);
      sum += gap;
    }
    table.row("mean", "", "", "", sum / problems.size(), "", "");
    table.print();
    return List.of(
        new Figure("edge.gap.worst", worst), new Figure("edge.gap.mean", sum / problems.size()));
  }

  private static List<BatchProblem> problems(int generated) throws IOException {
    List<BatchProblem> result = new ArrayList<>();
    Optional<Path> edge42 = BenchData.find("edge/edge42.json");
    if (edge42.isPresent()) {
      result.add(EdgeJson.read(edge42.get()));
    }
    for (int seed = 1; seed <= generated; seed++) {
      result.add(EdgeFamily.edge(seed));
    }
    return result;
  }

  /** Gap in per cent; 100 when something is left out. */
  private static double one(BatchProblem problem, Table table) {
    long start = System.nanoTime();
    BatchSolver.Answer exact = new PatternModel("HIGHS").solve(problem, 60_000 * Settings.MILLI);
    double exactSeconds = Settings.millisSince(start) / 1000;
    BatchProblem.Score optimum = problem.score(exact.nodeOf());
    boolean proven = optimum.complete() && exact.bound() >= optimum.cost() - 0.5;
    var translated = Ours.translate(problem);
    start = Ours.clock();
    var solution = Ours.run(translated, BUDGET);
    double ms = (Ours.clock() - start) / 1e6;
    BatchSolver.Answer ours = Ours.answer(problem, solution);
    BatchProblem.Score score = problem.score(ours.nodeOf());
    table.row(
        problem.name,
        proven ? optimum.cost() : "≥ %.0f".formatted(exact.bound()),
        exactSeconds,
        gap(problem.score(new NearestFit(false).solve(problem, 0).nodeOf()), exact.bound()),
        gap(score, exact.bound()),
        ms,
        100 * (exact.bound() - ours.bound()) / exact.bound());
    return score.complete() ? score.gapPercent(exact.bound()) : 100;
  }

  static String gap(BatchProblem.Score score, double reference) {
    return score.complete()
        ? "%.3f".formatted(score.gapPercent(reference))
        : score.unplaced() + " left out";
  }
}
