package dev.centralita.bench.report;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.instance.BatchProblem.Grid;
import dev.centralita.bench.instance.EdgeFamily;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Table;
import dev.centralita.bench.peer.BatchSolver;
import dev.centralita.bench.peer.NearestFit;
import dev.centralita.bench.peer.Ours;
import dev.centralita.bench.peer.PatternModel;
import java.util.List;

/** The whole fleet at once, and how tight the bound is where sizes do not divide a node. */
final class FullSolveCase {
  private static final long BUDGET = 1000 * Settings.MILLI;

  private FullSolveCase() {}

  static List<Figure> run(Settings settings) {
    Settings.progress("full solve: warming up");
    var warm = Ours.translate(EdgeFamily.fullSolve(1000));
    for (int i = 0; i < 3; i++) {
      Ours.run(warm, BUDGET);
    }
    Table table =
        new Table(
            "Full solve, 1,000 sites × 16 × 8 GPUs, 100,000 workloads",
            "instance",
            "CPU ms",
            "cost",
            "our bound",
            "relaxes",
            "certified gap %",
            "left out",
            "nearest-fit above our bound %");
    double slowest = 0;
    double worst = 0;
    for (int seed = 1; seed <= settings.either(2, 5); seed++) {
      BatchProblem problem = EdgeFamily.fullSolve(seed);
      var translated = Ours.translate(problem);
      long start = Ours.clock();
      var solution = Ours.run(translated, BUDGET);
      double ms = (Ours.clock() - start) / 1e6;
      BatchSolver.Answer ours = Ours.answer(problem, solution);
      BatchProblem.Score score = problem.score(ours.nodeOf());
      slowest = Math.max(slowest, ms);
      worst = Math.max(worst, score.complete() ? score.gapPercent(ours.bound()) : 100);
      table.row(
          problem.name,
          ms,
          score.cost(),
          ours.bound(),
          solution.relaxed(),
          score.gapPercent(ours.bound()),
          score.unplaced(),
          EdgeCase.gap(
              problem.score(new NearestFit(true).solve(problem, 0).nodeOf()), ours.bound()));
    }
    table.print();
    return List.of(
        new Figure("full.ms", slowest),
        new Figure("full.gap", worst),
        new Figure("bound.awkward", awkward()));
  }

  /** How far below the optimum our bound is at worst, in per cent. */
  private static double awkward() {
    Table table =
        new Table(
            "Bound on awkward sizes (3, 5, 6 GPUs on nodes of 8), 1 s",
            "instance",
            "optimum",
            "LP of patterns %",
            "our bound %",
            "relaxes",
            "ours %");
    double worst = 0;
    for (int seed = 1; seed <= 3; seed++) {
      BatchProblem problem = EdgeFamily.awkward(seed, new Grid(17, 8, 8));
      BatchSolver.Answer exact = new PatternModel("HIGHS").solve(problem, 60 * BUDGET);
      double optimum = exact.bound();
      BatchSolver.Answer relaxed = new PatternModel("GLOP").solve(problem, 10 * BUDGET);
      var solution = Ours.run(Ours.translate(problem), BUDGET);
      double below = 100 * (optimum - solution.bound()) / optimum;
      worst = Math.max(worst, below);
      table.row(
          problem.name,
          optimum,
          100 * (relaxed.bound() - optimum) / optimum,
          -below,
          solution.relaxed(),
          EdgeCase.gap(problem.score(Ours.answer(problem, solution).nodeOf()), optimum));
    }
    table.print();
    return worst;
  }
}
