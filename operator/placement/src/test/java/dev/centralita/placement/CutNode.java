package dev.centralita.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is free of GPUs that are cut on demand, found by trying. */
final class CutNode {
  private final @Nullable Gpu gpu;
  private final List<MigSlots> layout = new ArrayList<>();
  private final Map<String, Long> used = new HashMap<>();
  private final Map<String, Long> placed = new HashMap<>();
  private final boolean[][] held;
  private final Map<String, Long> missing = new HashMap<>();
  private boolean laidOut;

  CutNode(@Nullable Gpu gpu) {
    this.gpu = gpu;
    held = new boolean[gpu == null ? 0 : gpu.count()][8];
    if (gpu != null) {
      gpu.mig().stream().filter(m -> !m.spots().isEmpty()).forEach(layout::add);
    }
    // The widest first.
    layout.sort(Comparator.comparingInt(m -> -Integer.bitCount(m.spots().getFirst())));
  }

  boolean isCut() {
    return gpu != null && !layout.isEmpty();
  }

  void use(String profile, long units) {
    used.merge(profile, units, Long::sum);
  }

  void hold(MigSlots slots) {
    for (int spot : slots.spots()) {
      placed.merge(slots.profile(), 1L, Long::sum);
      if (spot >> 8 < held.length) {
        mark(held[spot >> 8], spot & 0xff);
      }
    }
  }

  private static void mark(boolean[] of, int slices) {
    for (int s = 0; s < 8; s++) {
      of[s] |= (slices >>> s & 1) != 0;
    }
  }

  private static boolean open(boolean[] of, int slices) {
    for (int s = 0; s < 8; s++) {
      if (of[s] && (slices >>> s & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private void layOut() {
    if (laidOut) {
      return;
    }
    laidOut = true;
    take("", List.of(0xff), used.getOrDefault("", 0L));
    for (var m : layout) {
      long open = used.getOrDefault(m.profile(), 0L) - placed.getOrDefault(m.profile(), 0L);
      take(m.profile(), m.spots(), open);
    }
  }

  private void take(String profile, List<Integer> spots, long units) {
    for (long u = 0; u < units; u++) {
      if (!taken(spots)) {
        missing.merge(profile, 1L, Long::sum);
      }
    }
  }

  private boolean taken(List<Integer> spots) {
    for (var one : held) {
      for (int spot : spots) {
        if (open(one, spot)) {
          mark(one, spot);
          return true;
        }
      }
    }
    return false;
  }

  long whole() {
    return room("", List.of(0xff));
  }

  long slices() {
    return layout.stream().mapToLong(m -> room(m.profile(), m.spots())).sum();
  }

  private long room(String profile, List<Integer> spots) {
    layOut();
    long room = -missing.getOrDefault(profile, 0L);
    for (var one : held) {
      room += most(one, spots, 0);
    }
    return room;
  }

  /** With the spot or without it, whichever leaves more. */
  private static int most(boolean[] of, List<Integer> spots, int from) {
    if (from == spots.size()) {
      return 0;
    }
    int without = most(of, spots, from + 1);
    if (!open(of, spots.get(from))) {
      return without;
    }
    var with = of.clone();
    mark(with, spots.get(from));
    return Math.max(without, 1 + most(with, spots, from + 1));
  }
}
