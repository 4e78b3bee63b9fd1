package dev.centralita.inventory;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubernetes quantities as whole numbers; a site may send any, so none is taken as it comes. */
final class Amounts {
  /** Beyond any node or pod (4 PiB of memory), with room to be added up. */
  static final long LIMIT = 1L << 52;

  /** Longer than any quantity an API server writes. */
  private static final int LONGEST = 64;

  private static final BigDecimal HUGE = BigDecimal.valueOf(LIMIT);
  private static final BigDecimal TINY = BigDecimal.valueOf(1, 12);

  private Amounts() {}

  /** The number, at most 2⁵² and not finer than a millionth of a millionth; null if it is none. */
  static @Nullable BigDecimal of(@Nullable Quantity quantity) {
    if (quantity == null || quantity.getAmount() == null) {
      return null;
    }
    if (quantity.getAmount().length() > LONGEST) {
      return quantity.getAmount().startsWith("-") ? HUGE.negate() : HUGE;
    }
    try {
      return bounded(quantity.getNumericalAmount());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  /** 1e999999999 is a legal number, but as an integer it would never end. */
  private static BigDecimal bounded(BigDecimal number) {
    var digitsBeforePoint = (long) number.precision() - number.scale();
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (digitsBeforePoint > 18) {
      return number.signum() > 0 ? HUGE : HUGE.negate();
    }
    return digitsBeforePoint < -12 ? TINY.multiply(BigDecimal.valueOf(number.signum())) : number;
  }

  /** Of what is offered: rounded down; 0 when missing, unreadable or negative. */
  static long offered(@Nullable Map<String, Quantity> amounts, String resource, int unitsPerOne) {
    return whole(amounts == null ? null : amounts.get(resource), unitsPerOne, RoundingMode.FLOOR);
  }

  /** Of what is asked: rounded up; 0 when missing or negative. */
  static long asked(@Nullable Quantity quantity, int unitsPerOne) {
    return whole(quantity, unitsPerOne, RoundingMode.CEILING);
  }

  private static long whole(@Nullable Quantity quantity, int unitsPerOne, RoundingMode rounding) {
    var number = of(quantity);
    if (number == null || number.signum() <= 0) {
      return 0;
    }
    return number
        .multiply(BigDecimal.valueOf(unitsPerOne))
        .setScale(0, rounding)
        .min(HUGE)
        .longValueExact();
  }
}
