package dev.centralita.bench.openb;

import dev.centralita.bench.openb.OpenbLists.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * FGD's measure (Weng et al., "Beware of Fragmentation", ATC'23): the free GPU thousandths of a
 * node that a pod drawn from the typical ones could not use, on average.
 */
public final class Fragmentation {
  /** Share of pods that the typical shapes must cover. */
  private static final double COVERED = 0.95;

  private final int[] cpuMilli;
  private final int[] gpuMilli;
  private final int[] gpus;
  private final long[] models;
  private final double[] share;

  /** Memory does not count in the published measure. */
  private record Kind(int cpuMilli, int gpus, int gpuMilli, long models) {}

  public Fragmentation(OpenbLists lists) {
    Map<Kind, Integer> counts = new HashMap<>();
    for (int pod : lists.pods()) {
      Shape s = lists.shapes().get(pod);
      counts.merge(new Kind(s.cpuMilli(), s.gpus(), s.gpuMilli(), s.models()), 1, Integer::sum);
    }
    List<Map.Entry<Kind, Integer>> kinds = new ArrayList<>(counts.entrySet());
    kinds.sort(
        Comparator.comparing((Map.Entry<Kind, Integer> e) -> -e.getValue())
            .thenComparing(e -> e.getKey().toString()));
    int needed = (int) Math.ceil(COVERED * lists.pods().size());
    int typical = 0;
    int covered = 0;
    while (covered < needed) {
      covered += kinds.get(typical++).getValue();
    }
    cpuMilli = new int[typical];
    gpuMilli = new int[typical];
    gpus = new int[typical];
    models = new long[typical];
    share = new double[typical];
    for (int t = 0; t < typical; t++) {
      Kind kind = kinds.get(t).getKey();
      cpuMilli[t] = kind.cpuMilli();
      gpuMilli[t] = kind.gpuMilli();
      gpus[t] = kind.gpus();
      models[t] = kind.models();
      share[t] = (double) kinds.get(t).getValue() / covered;
    }
  }

  /** Expected unusable thousandths with those free cores and {@code count} GPUs from an offset. */
  double of(int cpuFree, int[] gpuFree, int offset, int count, int model) {
    int total = 0;
    for (int g = offset; g < offset + count; g++) {
      total += gpuFree[g];
    }
    double sum = 0;
    for (int t = 0; t < share.length; t++) {
      int unusable = total;
      if (gpus[t] > 0 && cpuFree >= cpuMilli[t] && (models[t] >>> model & 1) != 0) {
        unusable = unusable(t, gpuFree, offset, count, total);
      }
      sum += share[t] * unusable;
    }
    return sum;
  }

  /** All of it when too few GPUs have enough free, else what lies on the GPUs that have not. */
  private int unusable(int t, int[] gpuFree, int offset, int count, int total) {
    int milli = gpuMilli[t];
    int offering = 0;
    int lost = 0;
    for (int g = offset; g < offset + count; g++) {
      if (gpuFree[g] >= milli) {
        offering++;
      } else {
        lost += gpuFree[g];
      }
    }
    return offering >= gpus[t] ? lost : total;
  }
}
