package dev.centralita.bench.report;

/** How thorough a run is, and where it stands. */
record Settings(boolean full) {
  static final long MILLI = 1_000_000L;

  /** The smaller number in a quick run, the larger with --full. */
  int either(int quick, int thorough) {
    return full ? thorough : quick;
  }

  /** A line on what is happening now, for whoever waits. */
  static void progress(String format, Object... args) {
    System.out.printf("… " + format + "%n", args);
    System.out.flush();
  }

  static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
