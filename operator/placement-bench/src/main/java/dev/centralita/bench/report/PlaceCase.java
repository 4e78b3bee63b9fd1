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
import java.util.function.Supplier;
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
  private static final String[] ALL = {"17", "100", "1000", "4000"};
  private static final int RUN = 64;

  private PlaceCase() {}

  static List<Figure> run(Settings settings) {
    List<Figure> figures = new ArrayList<>();
    percentiles(settings.either(2_000_000, 10_000_000), figures);
    updates(figures);
    verdicts(figures);
    allocation(settings.full() ? ALL : new String[] {"4000"}, figures);
    return figures;
  }

  /**
   * Each decision is timed alone, then carried out untimed. What the clock takes in the median is
   * subtracted; it is the last row.
   */
  private static void percentiles(int decisions, List<Figure> figures) {
    Table table =
        new Table(
            "place one replica, sites × 8 nodes × 8 GPUs, each decision timed alone, less the clock",
            "sites",
            "load %",
            "placed %",
            "p50 ns",
            "p90 ns",
            "p99 ns",
            "p99.9 ns");
    Histogram clock = clock();
    long its = clock.percentile(0.5);
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
          histogram.percentile(0.5) - its,
          histogram.percentile(0.9) - its,
          histogram.percentile(0.99) - its,
          histogram.percentile(0.999) - its);
      figures.add(new Figure("place.p50." + sites, histogram.percentile(0.5) - its));
      figures.add(new Figure("place.p99." + sites, histogram.percentile(0.99) - its));
    }
    table.row("clock alone", "", "", its, "", clock.percentile(0.99), "");
    table.print();
  }

  private static Histogram clock() {
    Histogram clock = new Histogram();
    for (int i = 0; i < 2_000_000; i++) {
      if (i == 1_000_000) {
        clock = new Histogram();
      }
      long start = System.nanoTime();
      clock.record(System.nanoTime() - start);
    }
    return clock;
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

  /** Changes come in runs of {@link #RUN}, as one is too short for the clock. */
  private static void updates(List<Figure> figures) {
    Table table =
        new Table(
            "One change, mean of runs of " + RUN, "change", "sites", "p50 ns", "p90 ns", "p99 ns");
    for (int sites : SITES) {
      FleetState fleet = new FleetState(sites, 1);
      double pod = updates(table, "pod", sites, RUN / 2, fleet::updatePod);
      double node = updates(table, "node", sites, RUN, fleet::updateNode);
      figures.add(new Figure("update.pod.ns." + sites, pod));
      figures.add(new Figure("update.node.ns." + sites, node));
    }
    table.print();
  }

  private static double updates(Table table, String what, int sites, int calls, Runnable change) {
    Histogram histogram = new Histogram();
    for (int i = 0; i < 60_000; i++) {
      long start = System.nanoTime();
      for (int j = 0; j < calls; j++) {
        change.run();
      }
      if (i >= 20_000) {
        histogram.record(System.nanoTime() - start);
      }
    }
    double median = (double) histogram.percentile(0.5) / RUN;
    table.row(
        what,
        sites,
        median,
        (double) histogram.percentile(0.9) / RUN,
        (double) histogram.percentile(0.99) / RUN);
    return median;
  }

  /** What the operator asks for: a decision with its refusals in words, and the whole verdict. */
  private static void verdicts(List<Figure> figures) {
    Table table = new Table("In words", "asked", "sites", "p50 µs", "p90 µs", "p99 µs");
    for (int sites : SITES) {
      FleetState fleet = new FleetState(sites, 1);
      int times = Math.max(400, 400_000 / sites);
      verdicts(table, "decide", sites, 4 * times, fleet::decide);
      double explain = verdicts(table, "explain", sites, times, fleet::explain);
      if (sites == SITES[0] || sites == SITES[SITES.length - 1]) {
        figures.add(new Figure("explain.us." + sites, explain));
      }
    }
    table.print();
  }

  private static double verdicts(Table table, String what, int sites, int times, Supplier<?> ask) {
    Histogram histogram = new Histogram();
    for (int i = 0; i < 2 * times; i++) {
      long start = System.nanoTime();
      Objects.requireNonNull(ask.get());
      if (i >= times) {
        histogram.record(System.nanoTime() - start);
      }
    }
    table.row(
        what,
        sites,
        histogram.percentile(0.5) / 1e3,
        histogram.percentile(0.9) / 1e3,
        histogram.percentile(0.99) / 1e3);
    return histogram.percentile(0.5) / 1e3;
  }

  private static void allocation(String[] sites, List<Figure> figures) {
    Settings.progress("place: JMH with the GC profiler, at %s sites", String.join(", ", sites));
    Table table = new Table("JMH, mean", "benchmark", "sites", "ns", "± ns", "B/op");
    double bytes = 0;
    for (RunResult result : jmh(sites)) {
      Result<?> time = result.getPrimaryResult();
      double allocated =
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
      table.row(
          time.getLabel(),
          result.getParams().getParam("sites"),
          time.getScore(),
          time.getScoreError(),
          "%.2f".formatted(allocated));
      bytes = Math.max(bytes, allocated);
    }
    table.print();
    figures.add(new Figure("place.bytes", Math.round(bytes)));
  }

  private static Collection<RunResult> jmh(String[] sites) {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(PlaceBenchmark.class.getName())
                  .addProfiler(GCProfiler.class)
                  .param("sites", sites)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH did not run", e);
    }
  }
}
