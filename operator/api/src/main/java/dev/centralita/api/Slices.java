package dev.centralita.api;

/** CEL about requests for a part of a GPU. */
final class Slices {
  static final String WITHOUT_MEMORY = "!has(self.migProfile) || !has(self.memory)";
  static final String WITHOUT_MEMORY_MESSAGE =
      "'memory is of whole GPUs, but migProfile \"' + self.migProfile + '\" asks for a slice, whose"
          + " name says its memory; Maybe leave memory out'";

  /** Families of which no product can be partitioned. */
  static final String OF_FAMILY =
      "!has(self.migProfile) || !has(self.family) || !(self.family in"
          + " ['kepler', 'maxwell', 'pascal', 'volta', 'turing', 'ada-lovelace'])";

  static final String OF_FAMILY_MESSAGE =
      "'migProfile \"' + self.migProfile + '\" is a slice by MIG, which no GPU of that family has;"
          + " Maybe ampere, hopper or blackwell'";

  /** The device plugin lets a pod with two slices of a shared GPU fail: both may be of one GPU. */
  static final String ONE_WHEN_SHARED =
      "!has(self.sharing) || self.sharing != 'Shared' || !has(self.count) || self.count <= 1";

  static final String ONE_WHEN_SHARED_MESSAGE =
      "count above 1 asks for several time slices, and two may be of the same GPU; Maybe count 1, or"
          + " sharing Exclusive";

  private Slices() {}
}
