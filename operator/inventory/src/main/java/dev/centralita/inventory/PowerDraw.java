package dev.centralita.inventory;

import dev.centralita.placement.Power;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a site draws, and whether that is more than it may. A site that was above its envelope is so
 * until a measurement shows it well below: silence is no all-clear.
 *
 * @param watts pue × measured watts of its GPUs + base; null before the first measurement and when
 *     the last is too old
 * @param over above capacity − reserve
 * @param at when it was last measured; null if it never was
 * @param trouble what is wrong with the measurement; null if nothing is
 */
public record PowerDraw(
    @Nullable Long watts, boolean over, @Nullable Instant at, @Nullable String trouble) {

  /** Nothing is known yet. */
  public static final PowerDraw UNKNOWN = new PowerDraw(null, false, null, null);

  /** Above its envelope when it was last looked at, by another process. */
  public static final PowerDraw PRESUMED_OVER = new PowerDraw(null, true, null, null);

  /** After this a measurement says nothing of now. */
  private static final Duration FRESH = Duration.ofMinutes(3);

  /** Of the limit: a site that hovers at it is not opened and closed with every measurement. */
  private static final int WELL_BELOW_PERCENT = 95;

  private static final int WORTH_TELLING_PERCENT = 2;

  /** The draw after one more attempt to measure. */
  public PowerDraw next(PowerReading reading, Power power, Instant now) {
    return switch (reading) {
      case PowerReading.Measured measured -> measured(measured, power, now);
      case PowerReading.Unusable(var why) -> {
        var fresh = at != null && now.isBefore(at.plus(FRESH));
        yield new PowerDraw(fresh ? watts : null, over, at, why);
      }
    };
  }

  private PowerDraw measured(PowerReading.Measured measured, Power power, Instant now) {
    var drawn = (measured.watts() * power.pueMilli() + 999) / 1000 + power.baseWatts();
    var limit = power.capacityWatts() - power.reserveWatts();
    var isOver = over ? drawn * 100 > limit * WELL_BELOW_PERCENT : drawn > limit;
    return new PowerDraw(
        drawn, isOver, now, measured.odd() == 0 ? null : "some of its rows are not believed");
  }

  /** Whether it is more than a hundredth part or two of what it may be away from another. */
  public boolean movedFrom(PowerDraw other, Power power) {
    if (watts == null || other.watts == null) {
      return false;
    }
    return Math.abs(watts - other.watts) * 100
        > (power.capacityWatts() - power.reserveWatts()) * WORTH_TELLING_PERCENT;
  }

  /** Whether people would read the same in both; watts move all the time. */
  public boolean readsLike(PowerDraw other) {
    return over == other.over
        && (watts == null) == (other.watts == null)
        && Objects.equals(trouble, other.trouble);
  }
}
