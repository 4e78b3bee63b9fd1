package dev.centralita.placement;

import dev.centralita.placement.hot.Layout;
import java.util.List;

/**
 * Some MIG slices of one profile, for example {@code 1g.10gb × 3}.
 *
 * @param spots where GPUs are cut on demand. Of a node: where on one GPU a slice may lie, a bit per
 *     memory slice; the count is then what there is room for if nothing is held. Of a pod: where
 *     each lies, as {@link #spot} says. Empty where slices are cut beforehand
 */
public record MigSlots(String profile, int count, List<Integer> spots) {
  public MigSlots {
    spots = List.copyOf(spots);
  }

  /** Slices that are cut beforehand. */
  public MigSlots(String profile, int count) {
    this(profile, count, List.of());
  }

  /** Some memory slices of a GPU of a node. */
  public static int spot(int gpu, int slices) {
    return gpu << Layout.MEMORY_SLICES | slices;
  }
}
