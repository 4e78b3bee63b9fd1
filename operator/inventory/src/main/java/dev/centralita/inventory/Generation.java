package dev.centralita.inventory;

import dev.centralita.api.Accelerator;
import dev.centralita.api.Accelerator.Depreciation;
import dev.centralita.api.Accelerator.Step;
import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.Commissioned;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How old the GPUs of one product at a site are, and what they are worth.
 *
 * @param count of GPUs declared
 * @param depreciation null if none is declared, or it cannot be used
 */
public record Generation(LocalDate commissioned, int count, @Nullable Depreciation depreciation) {
  private static final int ALL = 100;

  /** Null where nothing is declared, or it cannot be used. */
  static @Nullable Generation of(Accelerator declared, String field, List<Finding> findings) {
    if (declared.commissioned() == null) {
      if (declared.depreciation() != null) {
        report(findings, field + ".depreciation", "begins at no day, so it does not count");
      }
      return null;
    }
    try {
      var day = LocalDate.parse(declared.commissioned());
      var count = Math.max(0, declared.count());
      return new Generation(day, count, usable(declared.depreciation(), field, findings));
    } catch (DateTimeException e) {
      report(
          findings,
          field + ".commissioned",
          "\"%s\" is not a day, so the GPUs have no age.\nMaybe 2024-03-01."
              .formatted(declared.commissioned()));
      return null;
    }
  }

  private static @Nullable Depreciation usable(
      @Nullable Depreciation declared, String field, List<Finding> findings) {
    if (declared == null) {
      return null;
    }
    if (declared.cost() < 0 || declared.curve() == null || !falls(sorted(declared.curve()))) {
      report(findings, field + ".depreciation", "does not fall from 100 to 0 percent of a cost");
      return null;
    }
    return new Depreciation(declared.cost(), sorted(declared.curve()));
  }

  private static List<Step> sorted(List<Step> curve) {
    return curve.stream().sorted(Comparator.comparingInt(Step::months)).toList();
  }

  private static boolean falls(List<Step> curve) {
    var before = new Step(0, ALL);
    for (var step : curve) {
      if (step.months() <= before.months()
          || step.percent() > before.percent()
          || step.percent() < 0) {
        return false;
      }
      before = step;
    }
    return true;
  }

  /** For the solver: what the table of products knows of it is what it is. */
  Commissioned of(String product) {
    var day = (int) Math.clamp(commissioned.toEpochDay(), 0, Integer.MAX_VALUE);
    return Products.find(product)
        .map(p ->
            new Commissioned(
                product, p.family(), p.memoryGiB(), p.computeMajor() * 10 + p.computeMinor(), day))
        .orElseGet(() -> new Commissioned(product, "", 0, 0, day));
  }

  /** Whole months; 0 before the day. */
  public int ageMonths(LocalDate today) {
    return (int) Math.clamp(ChronoUnit.MONTHS.between(commissioned, today), 0, 12_000);
  }

  /** Of all GPUs declared, in the units of the cost, rounded down; null without a depreciation. */
  public @Nullable Long bookValue(LocalDate today) {
    if (depreciation == null) {
      return null;
    }
    int age = ageMonths(today);
    var before = new Step(0, ALL);
    for (var step : depreciation.curve()) {
      if (age < step.months()) {
        long span = step.months() - before.months();
        long left =
            before.percent() * span
                - (long) (before.percent() - step.percent()) * (age - before.months());
        return worth(left, span);
      }
      before = step;
    }
    return worth(before.percent(), 1);
  }

  private long worth(long percent, long span) {
    return depreciation == null ? 0 : (long) depreciation.cost() * count * percent / (ALL * span);
  }

  private static void report(List<Finding> findings, String field, String message) {
    findings.add(new Finding(Kind.InvalidField, field, message));
  }
}
