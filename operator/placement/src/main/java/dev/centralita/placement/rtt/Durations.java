package dev.centralita.placement.rtt;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as people write them ("10ms", "1500us", "1.5s") to whole microseconds. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)([a-zµμ]*)");
  private static final Map<String, Integer> MICROS_PER_UNIT =
      Map.of("us", 1, "µs", 1, "μs", 1, "ms", 1_000, "s", 1_000_000);

  private Durations() {}

  /**
   * The microseconds of a duration.
   *
   * @param text a decimal number and a unit of us, ms or s
   * @throws IllegalArgumentException if it is not one, is finer than a microsecond or longer than
   *     half an hour (an int holds 2147 s), with the value and advice
   */
  public static int micros(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw bad(text, "is not a duration", "a number with a unit, as in 10ms, 1500us or 1.5s");
    }
    if (form.group(2).isEmpty()) {
      throw bad(text, "has no unit", text.strip() + "ms");
    }
    var unit = MICROS_PER_UNIT.get(form.group(2));
    if (unit == null) {
      throw bad(text, "has the unknown unit \"" + form.group(2) + "\"", "us, ms or s");
    }
    var micros = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
    if (micros.stripTrailingZeros().scale() > 0) {
      throw bad(text, "is finer than a microsecond", micros.longValue() + "us");
    }
    if (micros.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw bad(text, "is longer than 2147 s", "a value in milliseconds, as in 10ms");
    }
    return micros.intValueExact();
  }

  private static IllegalArgumentException bad(String text, String wrong, String advice) {
    return new IllegalArgumentException("\"%s\" %s.\nMaybe %s.".formatted(text, wrong, advice));
  }
}
