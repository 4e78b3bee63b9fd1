package dev.centralita.bench.report;

import dev.centralita.bench.instance.BenchData;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Table;
import dev.centralita.bench.openb.AllocationBound;
import dev.centralita.bench.openb.ArrivalPolicy;
import dev.centralita.bench.openb.Arrivals;
import dev.centralita.bench.openb.BestFitPolicy;
import dev.centralita.bench.openb.FgdPolicy;
import dev.centralita.bench.openb.OpenbLists;
import dev.centralita.bench.openb.OpenbRun;
import dev.centralita.bench.openb.PackerPolicy;
import dev.centralita.bench.openb.RandomPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** GPU allocation on the openb lists at 130 % load: peers, bound, published means. */
final class OpenbCase {
  private static final List<String> LISTS = List.of("default", "gpushare40", "cpu050");

  private static final int SEEDS = 10;

  /** Runs that nobody looks at: times are those of compiled code. */
  private static final int WARM_UP = 3;

  private static final double LOAD = 1.3;

  private static final double[][] PUBLISHED = {
    {87.47, 93.08, 95.39}, {86.00, 91.69, 94.15}, {91.24, 93.79, 95.21}
  };

  private OpenbCase() {}

  static List<Figure> run(Settings settings) throws IOException {
    Optional<Path> folder = BenchData.find("openb");
    List<Figure> figures = new ArrayList<>();
    if (folder.isPresent()) {
      Table table =
          new Table(
              "openb, GPU allocation % at 130 % load, mean of seeds",
              "list",
              "policy",
              "mean",
              "worst seed",
              "published",
              "ms per run",
              "ours above it, least");
      for (int l = 0; l < LISTS.size(); l++) {
        figures.addAll(list(OpenbLists.read(folder.get(), LISTS.get(l)), l, table));
      }
      table.print();
    }
    return figures;
  }

  private static List<Figure> list(OpenbLists lists, int index, Table table) {
    List<ArrivalPolicy.Maker> makers =
        List.of(PackerPolicy::new, RandomPolicy::new, BestFitPolicy::new, FgdPolicy::new);
    List<int[]> arrivals =
        IntStream.range(0, SEEDS).mapToObj(seed -> Arrivals.of(lists, LOAD, 42 + seed)).toList();
    List<OpenbRun> ours = List.of();
    double slowest = 0;
    double margin = Double.POSITIVE_INFINITY;
    for (int m = 0; m < makers.size(); m++) {
      Settings.progress("openb %s, policy %d of %d", LISTS.get(index), m + 1, makers.size());
      List<OpenbRun> runs = new ArrayList<>();
      for (int i = 0; i < WARM_UP; i++) {
        OpenbRun.play(lists, makers.get(m), arrivals.get(i), 42 + i);
      }
      for (int i = 0; i < SEEDS; i++) {
        runs.add(OpenbRun.play(lists, makers.get(m), arrivals.get(i), 42 + i));
      }
      if (m == 0) {
        ours = runs;
        slowest = most(runs, OpenbRun::millis);
      } else {
        margin = Math.min(margin, leastLead(ours, runs));
      }
      table.row(
          LISTS.get(index),
          runs.getFirst().policy(),
          mean(runs, OpenbRun::allocationPercent),
          -most(runs, r -> -r.allocationPercent()),
          m == 0 ? "" : PUBLISHED[index][m - 1],
          mean(runs, OpenbRun::millis),
          m == 0 ? "" : leastLead(ours, runs));
    }
    double bound =
        arrivals.stream().mapToDouble(a -> AllocationBound.percent(lists, a)).average().orElse(0);
    table.row(LISTS.get(index), "upper bound (LP)", bound, "", "", "", "");
    return List.of(
        new Figure("openb.lead." + LISTS.get(index), margin),
        new Figure("openb.ms." + LISTS.get(index), slowest));
  }

  /** By how much we lead on the seed where we lead least. */
  private static double leastLead(List<OpenbRun> ours, List<OpenbRun> theirs) {
    return IntStream.range(0, SEEDS)
        .mapToDouble(i -> ours.get(i).allocationPercent() - theirs.get(i).allocationPercent())
        .min()
        .orElseThrow();
  }

  private static double mean(List<OpenbRun> runs, ToDoubleFunction<OpenbRun> of) {
    return runs.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double most(List<OpenbRun> runs, ToDoubleFunction<OpenbRun> of) {
    return runs.stream().mapToDouble(of).max().orElseThrow();
  }
}
