package dev.centralita.controller.hub;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds decisions back until what an earlier run promised is restored, and then for a bounded time
 * until the sites have been listed, so that a restart moves nothing and prefers no site for having
 * answered first.
 */
public final class ColdStart {
  private final Duration wait;
  private volatile @Nullable BooleanSupplier settled;
  private volatile boolean over;
  private volatile long restoredAt;

  /**
   * @param wait for the sites, at most
   */
  public ColdStart(Duration wait) {
    this.wait = wait;
  }

  /**
   * Everything promised before is held again.
   *
   * @param allKnown whether every site of that time is known
   */
  public void restored(BooleanSupplier allKnown) {
    restoredAt = System.nanoTime();
    settled = allKnown;
  }

  /** Whether what an earlier run promised is known again; before that no site looks empty. */
  public boolean isRestored() {
    return settled != null;
  }

  /** Whether decisions may be taken. */
  public boolean isOver() {
    var allKnown = settled;
    if (!over && allKnown != null) {
      over = allKnown.getAsBoolean() || System.nanoTime() - restoredAt > wait.toNanos();
    }
    return over;
  }
}
