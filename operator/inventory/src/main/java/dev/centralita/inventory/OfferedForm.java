package dev.centralita.inventory;

import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import org.jspecify.annotations.Nullable;

/** In which form a site wants to be asked for what a need takes of its GPUs. */
public sealed interface OfferedForm {

  /** An extended resource of a device plugin, for example {@code nvidia.com/mig-1g.10gb}. */
  record Resource(String name) implements OfferedForm {}

  /** Devices of a class, claimed from a DRA driver. */
  record Claim(String deviceClass) implements OfferedForm {}

  /** Of the GPU driver's devices, what a need takes; null if the node has none of them. */
  static @Nullable Claim claim(Need need, Gpu gpu) {
    if (need.migProfile().isEmpty()) {
      return gpu.count() > 0 || gpu.mig().isEmpty() ? new Claim("gpu.nvidia.com") : null;
    }
    return gpu.mig().stream().anyMatch(slots -> slots.profile().equals(need.migProfile()))
        ? new Claim("mig.nvidia.com")
        : null;
  }
}
