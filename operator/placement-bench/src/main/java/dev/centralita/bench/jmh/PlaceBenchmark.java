package dev.centralita.bench.jmh;

import dev.centralita.bench.instance.FleetState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Mean time and allocation of a decision and of changes, in the Fleet that the operator uses. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PlaceBenchmark {
  @Param({"17", "100", "1000", "4000"})
  public int sites;

  private FleetState fleet = new FleetState(1, 1);

  @Setup
  public void fill() {
    fleet = new FleetState(sites, 1);
  }

  @Benchmark
  public boolean place() {
    return fleet.place();
  }

  /** Two changes: a pod goes and comes back. */
  @Benchmark
  public void updatePodTwice() {
    fleet.updatePod();
  }

  /** One change. */
  @Benchmark
  public void updateNode() {
    fleet.updateNode();
  }
}
