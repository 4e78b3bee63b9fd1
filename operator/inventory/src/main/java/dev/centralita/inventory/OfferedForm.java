package dev.centralita.inventory;

/** In which form a site wants to be asked for what a need takes of its GPUs. */
public sealed interface OfferedForm {

  /** An extended resource of a device plugin, for example {@code nvidia.com/mig-1g.10gb}. */
  record Resource(String name) implements OfferedForm {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Devices of a class, claimed from a DRA driver. */
  record Claim(String deviceClass) implements OfferedForm {
    static final Claim WHOLE = new Claim("gpu.nvidia.com");
    static final Claim PARTITION = new Claim("mig.nvidia.com");

    @Override
    public String toString() {
      return "claim of " + deviceClass;
    }
  }
}
