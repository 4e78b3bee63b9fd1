package dev.centralita.controller.fleet;

import dev.centralita.inventory.PowerDraw;
import dev.centralita.inventory.PowerReading;
import dev.centralita.placement.Power;
import java.time.Instant;

/** What one site draws, and what people were last told of that. Not thread-safe. */
final class Drawing {
  private PowerDraw draw = PowerDraw.UNKNOWN;
  private PowerDraw shown = PowerDraw.UNKNOWN;
  private boolean above;

  /** A site that another process left overdrawn is so until it is measured. */
  void presumeOver() {
    if (draw.equals(PowerDraw.UNKNOWN)) {
      draw = PowerDraw.PRESUMED_OVER;
      shown = draw;
    }
  }

  void forget() {
    draw = PowerDraw.UNKNOWN;
    shown = draw;
  }

  /** Returns whether it is news. */
  boolean take(PowerReading reading, Power power, Instant now) {
    draw = draw.next(reading, power, now);
    above = draw.over() && reading instanceof PowerReading.Measured;
    if (draw.readsLike(shown) && !draw.movedFrom(shown, power)) {
      return false;
    }
    shown = draw;
    return true;
  }

  /** Whether it was measured above its envelope since this was last asked. */
  boolean takeAbove() {
    var was = above;
    above = false;
    return was;
  }

  boolean over() {
    return draw.over();
  }

  PowerDraw shown() {
    return shown;
  }
}
