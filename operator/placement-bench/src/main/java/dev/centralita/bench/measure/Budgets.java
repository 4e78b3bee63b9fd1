package dev.centralita.bench.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** The limits the solver must keep (budgets.json) and what was measured so far (history.csv). */
public final class Budgets {
  private static final String HEAD = "date,commit,id,value,met\n";

  private final List<Budget> budgets;
  private final Path history;

  /** A limit: {@code atMost} or {@code atLeast}, whichever is not NaN. */
  public record Budget(String id, String what, String unit, double atMost, double atLeast) {
    public Budget {
      if (Double.isNaN(atMost) == Double.isNaN(atLeast)) {
        throw new IllegalArgumentException(
            "budget %s: give exactly one of atMost and atLeast".formatted(id));
      }
    }

    boolean met(double value) {
      return Double.isNaN(atMost) ? value >= atLeast : value <= atMost;
    }

    String limit() {
      return Double.isNaN(atMost) ? "≥ " + plain(atLeast) : "≤ " + plain(atMost);
    }
  }

  private Budgets(List<Budget> budgets, Path history) {
    this.budgets = budgets;
    this.history = history;
  }

  public static Budgets read(Path folder) throws IOException {
    List<Entry> entries =
        new ObjectMapper()
            .readValue(folder.resolve("budgets.json").toFile(), new TypeReference<>() {});
    return new Budgets(entries.stream().map(Entry::budget).toList(), folder.resolve("history.csv"));
  }

  private record Entry(String id, String what, String unit, Double atMost, Double atLeast) {
    Budget budget() {
      return new Budget(id, what, unit, orNan(atMost), orNan(atLeast));
    }

    private static double orNan(Double value) {
      return value == null ? Double.NaN : value;
    }
  }

  /**
   * Prints every figure beside its budget and how far off it is, appends it to the history, and
   * says how many budgets are missed.
   */
  public int check(List<Figure> figures, String date, String commit) throws IOException {
    Table table = new Table("Budgets", "budget", "limit", "measured", "unit", "met");
    StringBuilder lines = new StringBuilder(Files.exists(history) ? "" : HEAD);
    int missed = 0;
    for (Figure figure : figures) {
      Budget budget = budget(figure.id());
      boolean met = budget.met(figure.value());
      missed += met ? 0 : 1;
      table.row(
          budget.what(),
          budget.limit(),
          plain(figure.value()),
          budget.unit(),
          met ? "yes" : "MISSED");
      lines.append(
          String.join(",", date, commit, figure.id(), plain(figure.value()), met ? "yes" : "no"));
      lines.append('\n');
    }
    table.print();
    Files.writeString(history, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return missed;
  }

  private Budget budget(String id) {
    return budgets.stream()
        .filter(b -> b.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "figure %s has no budget; add one to budgets.json".formatted(id)));
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? "" + (long) value
        : new BigDecimal(String.format(Locale.ROOT, "%.4g", value)).toPlainString();
  }
}
