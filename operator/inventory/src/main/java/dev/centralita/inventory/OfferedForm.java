package dev.centralita.inventory;

/** In which form a site wants to be asked for what a need takes of its GPUs. */
public sealed interface OfferedForm {

  /** An extended resource of a device plugin, for example {@code nvidia.com/mig-1g.10gb}. */
  record Resource(String name) implements OfferedForm {}

  /** Devices of a class, claimed from a DRA driver. */
  record Claim(String deviceClass) implements OfferedForm {}
}
