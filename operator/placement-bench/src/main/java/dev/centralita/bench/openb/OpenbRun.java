package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Shape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * One list, one seed, one policy. Milliseconds are CPU time of the one thread that works, so that
 * others on the machine do not count.
 */
public record OpenbRun(String policy, long seed, double allocationPercent, double millis) {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  /** Plays the arrivals; a policy that refuses a pod which fits somewhere breaks the rules. */
  public static OpenbRun play(
      OpenbLists lists, ArrivalPolicy.Maker maker, int[] arrivals, long seed) {
    GpuCluster cluster = new GpuCluster(lists.nodes());
    ArrivalPolicy policy = maker.make(lists, cluster, seed);
    Shape[] shapes = lists.shapes().toArray(Shape[]::new);
    int[] refused = new int[arrivals.length];
    int refusals = 0;
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int shape : arrivals) {
      int chosen = policy.choose(cluster, shape);
      if (chosen < 0) {
        refused[refusals++] = shape;
        continue;
      }
      int node = chosen / GpuCluster.WIDTH;
      if (!cluster.fits(node, shapes[shape])) {
        throw new IllegalStateException(
            "%s put %s on node %d, which has no room"
                .formatted(policy.name(), shapes[shape], node));
      }
      cluster.book(node, shapes[shape], chosen % GpuCluster.WIDTH);
    }
    double millis = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
    // Nothing ever leaves: what was refused but fits in the end would have fitted at the time.
    for (int i = 0; i < refusals; i++) {
      for (int n = 0; n < cluster.nodes(); n++) {
        if (cluster.fits(n, shapes[refused[i]])) {
          throw new IllegalStateException(
              "%s refused %s, which fits on node %d"
                  .formatted(policy.name(), shapes[refused[i]], n));
        }
      }
    }
    return new OpenbRun(
        policy.name(), seed, 100.0 * cluster.allocatedMilli() / lists.gpuMilli(), millis);
  }
}
