package dev.centralita.placement;

/**
 * The power envelope of a site: {@code pueMilli/1000 × watts of all GPU pods + base ≤ capacity −
 * reserve}.
 *
 * @param pueMilli power usage effectiveness in thousandths, 1250 for 1.25
 */
public record Power(long capacityWatts, int pueMilli, long baseWatts, long reserveWatts) {

  /** For sites whose power never binds. */
  public static final Power UNLIMITED = new Power(1_000_000_000_000L, 1000, 0, 0);

  /** Milliwatts that GPU pods may draw together, before PUE is applied to them. */
  long budgetMilliwatts() {
    return (capacityWatts - reserveWatts - baseWatts) * 1000;
  }
}
