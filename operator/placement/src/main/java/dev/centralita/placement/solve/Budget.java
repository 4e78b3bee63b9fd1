package dev.centralita.placement.solve;

import java.util.function.LongSupplier;

/**
 * How long a solver may go on: until a point in time, or for a number of steps. With steps alone
 * the result depends on nothing but the problem.
 *
 * <p>Mutable, for one run of one solver.
 */
public final class Budget {
  private final LongSupplier nanoClock;
  private final long start;
  private final long nanos;
  private long stepsLeft;

  private Budget(LongSupplier nanoClock, long nanos, long steps) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
    this.nanos = nanos;
    this.stepsLeft = steps;
  }

  /**
   * From now for so many nanoseconds.
   *
   * @param nanoClock for example {@code System::nanoTime}
   */
  public static Budget nanos(long nanos, LongSupplier nanoClock) {
    return new Budget(nanoClock, nanos, Long.MAX_VALUE);
  }

  /** So many steps, whose size each solver documents. */
  public static Budget steps(long steps) {
    return new Budget(() -> 0, Long.MAX_VALUE, steps);
  }

  /** Uses one step; true while there is time. */
  public boolean step() {
    return stepsLeft-- > 0 && nanoClock.getAsLong() - start < nanos;
  }

  /** True while there are steps left and less than so many thousandths of the time are used. */
  public boolean within(int permille) {
    return stepsLeft > 0 && (nanoClock.getAsLong() - start) < nanos / 1000 * permille;
  }
}
