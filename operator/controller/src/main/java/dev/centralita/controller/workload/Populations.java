package dev.centralita.controller.workload;

import dev.centralita.placement.Population;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/** Populations as the API writes them to those of the solver. */
public final class Populations {
  private Populations() {}

  /** The schema has made sure that places are decimal degrees. */
  public static List<Population> of(List<dev.centralita.api.Population> given) {
    return given.stream()
        .map(p ->
            new Population(
                p.name(),
                e6(p.location().latitude()),
                e6(p.location().longitude()),
                Objects.requireNonNullElse(p.weight(), 1)))
        .toList();
  }

  private static int e6(String degrees) {
    return new BigDecimal(degrees.strip())
        .movePointRight(6)
        .setScale(0, RoundingMode.HALF_EVEN)
        .intValue();
  }
}
