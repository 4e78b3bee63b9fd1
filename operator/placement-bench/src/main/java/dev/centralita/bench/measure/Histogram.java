package dev.centralita.bench.measure;

/**
 * Counts of durations in buckets of under 2 % width; recording allocates nothing.
 *
 * <p>A value of 2^e…2^(e+1) falls into one of 64 equal parts of that range.
 */
public final class Histogram {
  private static final int PARTS = 64;
  private static final int PART_BITS = 6;

  private final long[] counts = new long[(64 - PART_BITS + 1) * PARTS];
  private long total;
  private long largest;

  public void record(long nanos) {
    counts[bucket(nanos)]++;
    total++;
    largest = Math.max(largest, nanos);
  }

  private static int bucket(long nanos) {
    if (nanos < PARTS) {
      return (int) Math.max(0, nanos);
    }
    int shift = 63 - Long.numberOfLeadingZeros(nanos) - PART_BITS;
    return (shift + 1) * PARTS + (int) (nanos >>> shift) - PARTS;
  }

  /** Upper edge of the bucket that holds the given share (0.5, 0.99, …) of the values. */
  public long percentile(double share) {
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int b = 0; b < counts.length; b++) {
      seen += counts[b];
      if (seen >= rank && counts[b] > 0) {
        return Math.min(largest, upper(b));
      }
    }
    return largest;
  }

  private static long upper(int bucket) {
    if (bucket < PARTS) {
      return bucket;
    }
    int shift = bucket / PARTS - 1;
    return ((long) (bucket % PARTS + PARTS + 1) << shift) - 1;
  }

  public long count() {
    return total;
  }

  public long max() {
    return largest;
  }
}
