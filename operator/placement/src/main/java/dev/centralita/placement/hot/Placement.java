package dev.centralita.placement.hot;

/**
 * The caller's buffer for a decision: ids, RTT, and for every row of the constraint table the sites
 * that fail it. Holds until the fleet is told of something else.
 */
public final class Placement {
  /** The rows, in the order of the constraint table. */
  public static final int UNOBSERVED = 0;

  public static final int CLOSED = 1;
  public static final int TAINTED = 2;
  public static final int BACK_OFF = 3;
  public static final int JURISDICTION = 4;
  public static final int CONTROL = 5;
  public static final int CERTIFICATION = 6;
  public static final int CARRIER = 7;
  public static final int LATENCY = 8;

  /** Rows before this are decided by facts alone. */
  public static final int STATIC = 9;

  public static final int ACCELERATOR = 9;
  public static final int POWER_UNKNOWN = 10;

  /** Room on a node, ceiling or power. */
  public static final int FULL = 11;

  public static final int SPREAD = 12;
  public static final int AFFINITY = 13;
  public static final int ANTI_AFFINITY = 14;
  public static final int ROWS = 15;

  /**
   * Rows that are written for each question: {@link #BACK_OFF} and those from {@link #STATIC} on.
   */
  private static final int OWN = ROWS - STATIC + 1;

  int site = -1;
  int row = -1;
  int rttMicros;

  /** The rows before {@link #LATENCY}, and that row: the index's own, not copied. */
  long[] barred = {};

  long[] far = {};

  /** The others one after the other. */
  long[] failing = {};

  long[] candidates = {};

  void fit(int words) {
    if (candidates.length != words) {
      candidates = new long[words];
      failing = new long[OWN * words];
    }
  }

  /** Where a row begins that is not the index's own. */
  static int at(int row, int words) {
    return (row == BACK_OFF ? OWN - 1 : row - STATIC) * words;
  }

  /** The chosen site, −1 when none. */
  public int site() {
    return site;
  }

  /** The advised node, −1 when none. */
  public int row() {
    return row;
  }

  /** RTT of the chosen site. */
  public int rttMicros() {
    return rttMicros;
  }

  /** Whether a site fails a row of the table. */
  public boolean failing(int constraint, int other) {
    return (word(constraint, other >> 6) >>> other & 1) != 0;
  }

  /** Whether a site passes every row that facts alone decide; room and power play no part. */
  public boolean passesFacts(int other) {
    boolean passes = true;
    for (int row = 0; row < STATIC; row++) {
      passes &= !failing(row, other);
    }
    return passes;
  }

  /** Which of 64 sites, from 64 × {@code word} on, fail a row of the table. */
  public long word(int constraint, int word) {
    int words = candidates.length;
    if (constraint < LATENCY && constraint != BACK_OFF) {
      return barred[constraint * words + word];
    }
    return constraint == LATENCY ? far[word] : failing[at(constraint, words) + word];
  }

  /** Sites that fail nothing; not to be written to. */
  public long[] candidates() {
    return candidates;
  }
}
