package dev.centralita.controller.hub;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds decisions back until what an earlier run promised is restored and every site of the
 * register is known, and then for a bounded time until the sites have been listed, so that a
 * restart moves nothing and prefers no site for having answered first.
 */
public final class ColdStart {
  private final Duration wait;
  private volatile @Nullable BooleanSupplier allKnown;
  private volatile @Nullable BooleanSupplier allListed;
  private volatile boolean over;
  private volatile long restoredAt;

  /**
   * @param wait for the sites to be listed, at most
   */
  public ColdStart(Duration wait) {
    this.wait = wait;
  }

  /**
   * Everything promised before is held again.
   *
   * @param known whether every site of that time is known; waited for however long it takes
   * @param listed whether every site known was listed or does not answer
   */
  public void restored(BooleanSupplier known, BooleanSupplier listed) {
    restoredAt = System.nanoTime();
    allKnown = known;
    allListed = listed;
  }

  /** Whether what an earlier run promised is known again; before that no site looks empty. */
  public boolean isRestored() {
    return allListed != null;
  }

  /** Whether decisions may be taken. */
  public boolean isOver() {
    // Written last, read first: the rest is there when it is.
    var listed = allListed;
    var known = allKnown;
    if (!over && listed != null && known != null && known.getAsBoolean()) {
      over = listed.getAsBoolean() || System.nanoTime() - restoredAt > wait.toNanos();
    }
    return over;
  }
}
