package dev.centralita.bench.report;

import dev.centralita.bench.instance.EdgeFamily;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Table;
import dev.centralita.placement.improve.Limits;
import java.util.List;

/** Placements kept good while 1 % of the workloads is replaced in every step. */
final class ChurnCase {
  private static final int MOVE_PRICE_MICROS = 1_000;
  private static final int MOST_AT_ONCE = 20;

  /** DESIGN.md of operator/controller: 2 ms and 10 % a move, 4 at a time. */
  private static final Limits OPERATOR_DEFAULTS =
      new Limits(1, 4, 2_000, 100, ChurnRun.BACK_AND_FORTH + 1, true, false);

  private ChurnCase() {}

  static List<Figure> run(Settings settings) {
    Table table =
        new Table(
            "Churn, 17 × 8 × 8, 500 workloads, 1 % replaced a step",
            "moves",
            "steps",
            "moves per arrival",
            "returns",
            "worst gap %",
            "mean gap %",
            "worst on distance alone %",
            "mean",
            "most waiting",
            "slice p50 µs",
            "slice p99 µs");
    int steps = settings.either(1_000, 10_000);
    var free = run("at will", limits(false, true), steps, table);
    run("as the operator", limits(true, false), settings.either(300, 2_000), table);
    run("as by default", OPERATOR_DEFAULTS, settings.either(300, 2_000), table);
    run("none", new Limits(1, 0, 0, 0, 0, true, false), settings.either(300, 2_000), table);
    table.print();
    return List.of(
        new Figure("churn.moves", (double) free.moves / free.arrivals),
        new Figure("churn.back", free.backAndForth),
        new Figure("churn.gap.worst", free.worstGap),
        new Figure("churn.gap.mean", free.meanGap()));
  }

  private static Limits limits(boolean roomFirst, boolean withinSite) {
    return new Limits(
        1, MOST_AT_ONCE, MOVE_PRICE_MICROS, 0, ChurnRun.BACK_AND_FORTH + 1, roomFirst, withinSite);
  }

  private static ChurnRun run(String name, Limits limits, int steps, Table table) {
    var run = new ChurnRun(EdgeFamily.edge(1), 1, limits);
    for (int i = 1; i <= steps; i++) {
      run.step();
      if (i % 1000 == 0) {
        Settings.progress("churn, %s: step %d of %d", name, i, steps);
      }
    }
    table.row(
        name,
        steps,
        (double) run.moves / run.arrivals,
        run.backAndForth,
        run.worstGap,
        run.meanGap(),
        run.worstFurther,
        run.meanFurther(),
        run.mostWaiting,
        run.slices.percentile(0.5) / 1000,
        run.slices.percentile(0.99) / 1000);
    return run;
  }
}
