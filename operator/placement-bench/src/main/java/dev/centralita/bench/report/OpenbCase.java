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
import dev.centralita.bench.openb.RandomPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** GPU allocation on the openb lists at 130 % load: peers, bound, published means. */
final class OpenbCase {
  private static final List<String> LISTS = List.of("default", "gpushare40", "cpu050");

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
              "list", "policy", "mean", "worst seed", "published", "ms per run");
      for (int l = 0; l < LISTS.size(); l++) {
        list(settings, OpenbLists.read(folder.get(), LISTS.get(l)), l, table);
      }
      table.print();
    }
    return figures;
  }

  private static void list(Settings settings, OpenbLists lists, int index, Table table) {
    List<ArrivalPolicy.Maker> makers =
        List.of(RandomPolicy::new, BestFitPolicy::new, FgdPolicy::new);
    List<int[]> arrivals =
        IntStream.range(0, settings.either(10, 10))
            .mapToObj(seed -> Arrivals.of(lists, 1.3, 42 + seed))
            .toList();
    for (int m = 0; m < makers.size(); m++) {
      Settings.progress("openb %s, policy %d of %d", LISTS.get(index), m + 1, makers.size());
      List<OpenbRun> runs = new ArrayList<>();
      for (int i = 0; i < arrivals.size(); i++) {
        runs.add(OpenbRun.play(lists, makers.get(m), arrivals.get(i), 42 + i));
      }
      table.row(
          LISTS.get(index),
          runs.getFirst().policy(),
          runs.stream().mapToDouble(OpenbRun::allocationPercent).average().orElseThrow(),
          runs.stream().mapToDouble(OpenbRun::allocationPercent).min().orElseThrow(),
          PUBLISHED[index][m],
          runs.stream().mapToDouble(OpenbRun::millis).average().orElseThrow());
    }
    double bound =
        arrivals.stream()
            .mapToDouble(a -> AllocationBound.percent(lists, a))
            .average()
            .orElseThrow();
    table.row(LISTS.get(index), "upper bound (LP)", bound, "", "", "");
  }
}
