package dev.centralita.inventory;

/**
 * GPU memory in the sizes GPUs are sold in: drivers reserve a part, so an H100 of 80 GB reports
 * 81559 MiB.
 */
final class NominalMemory {
  private static final int[] SIZES = {
    4, 6, 8, 10, 11, 12, 16, 20, 24, 32, 40, 48, 64, 80, 94, 96, 128, 141, 144, 180, 186, 192, 269,
    278
  };

  /**
   * The largest share a driver keeps back: 15360 of 16384 MiB on a T4, 23028 of 24576 on an A10.
   */
  private static final int PERCENT_LEFT = 93;

  private NominalMemory() {}

  /** The nominal size in GiB, 0 if nothing is known. */
  static int gib(int mib) {
    if (mib <= 0) {
      return 0;
    }
    for (var size : SIZES) {
      var whole = size * 1024L;
      if (mib <= whole) {
        return mib * 100L >= whole * PERCENT_LEFT ? size : mib / 1024;
      }
    }
    return mib / 1024;
  }
}
