package dev.centralita.bench.report;

import dev.centralita.bench.instance.FleetState;
import dev.centralita.bench.jmh.PlaceBenchmark;
import dev.centralita.bench.measure.Figure;
import dev.centralita.bench.measure.Histogram;
import dev.centralita.bench.measure.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One replica at a time: percentiles by our own clock, mean and allocation by JMH. */
final class PlaceCase {
  private static final int[] SITES = {17, 100, 1000, 4000};

  private PlaceCase() {}

  static List<Figure> run(Settings settings) {
    List<Figure> figures = new ArrayList<>();
    percentiles(settings.either(2_000_000, 10_000_000), figures);
    allocation(figures);
    return figures;
  }

  /** Each decision is timed alone, the clock's own cost included, then carried out untimed. */
  private static void percentiles(int decisions, List<Figure> figures) {
    Table table =
        new Table(
            "place one replica, sites × 8 nodes × 8 GPUs, each decision timed alone",
            "sites",
            "load %",
            "placed %",
            "p50 ns",
            "p90 ns",
            "p99 ns",
            "p99.9 ns");
    for (int sites : SITES) {
      Settings.progress("place: percentiles at %d sites", sites);
      FleetState fleet = new FleetState(sites, 1);
      long[] placed = new long[1];
      measure(fleet, 300_000, placed);
      placed[0] = 0;
      Histogram histogram = measure(fleet, decisions, placed);
      table.row(
          sites,
          fleet.loadPercent(),
          100.0 * placed[0] / decisions,
          histogram.percentile(0.5),
          histogram.percentile(0.9),
          histogram.percentile(0.99),
          histogram.percentile(0.999));
      figures.add(new Figure("place.p50." + sites, histogram.percentile(0.5)));
      figures.add(new Figure("place.p99." + sites, histogram.percentile(0.99)));
    }
    Histogram clock = new Histogram();
    for (int i = 0; i < 1_000_000; i++) {
      long start = System.nanoTime();
      clock.record(System.nanoTime() - start);
    }
    table.row("clock alone", "", "", clock.percentile(0.5), "", clock.percentile(0.99), "");
    table.print();
  }

  private static Histogram measure(FleetState fleet, int decisions, long[] placed) {
    Histogram histogram = new Histogram();
    for (int i = 0; i < decisions; i++) {
      long start = System.nanoTime();
      boolean found = fleet.place();
      histogram.record(System.nanoTime() - start);
      placed[0] += found ? 1 : 0;
      fleet.settle(found);
    }
    return histogram;
  }

  private static void allocation(List<Figure> figures) {
    Settings.progress("place: JMH with the GC profiler, about 1.5 minutes");
    Table table = new Table("JMH, mean", "benchmark", "sites", "ns", "± ns", "B/op");
    double bytes = 0;
    double update = 0;
    for (RunResult result : jmh()) {
      Result<?> time = result.getPrimaryResult();
      double allocated =
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
      String name = time.getLabel();
      String sites = result.getParams().getParam("sites");
      table.row(name, sites, time.getScore(), time.getScoreError(), "%.2f".formatted(allocated));
      bytes = Math.max(bytes, allocated);
      update = name.equals("updateTwice") ? Math.max(update, time.getScore() / 2) : update;
    }
    table.print();
    figures.add(new Figure("place.bytes", Math.round(bytes)));
    figures.add(new Figure("update.ns", update));
  }

  private static Collection<RunResult> jmh() {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(PlaceBenchmark.class.getName())
                  .addProfiler(GCProfiler.class)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH did not run", e);
    }
  }
}
