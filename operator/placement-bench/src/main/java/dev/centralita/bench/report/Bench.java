package dev.centralita.bench.report;

import dev.centralita.bench.measure.Budgets;
import dev.centralita.bench.measure.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the cases named as arguments (all when none is), checks budgets and appends the history; the
 * exit code is 1 when a budget is missed.
 *
 * <p>System properties: {@code bench.home}, the module's folder; {@code bench.commit}.
 */
public final class Bench {
  private Bench() {}

  @FunctionalInterface
  private interface Case {
    List<Figure> run(Settings settings) throws IOException;
  }

  private static Map<String, Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("place", PlaceCase::run);
    cases.put("openb", OpenbCase::run);
    cases.put("gap", GapCase::run);
    cases.put("edge", EdgeCase::run);
    cases.put("full-solve", FullSolveCase::run);
    cases.put("churn", ChurnCase::run);
    cases.put("peers", PeersCase::run);
    return cases;
  }

  public static void main(String[] args) throws IOException {
    Map<String, Case> cases = cases();
    List<String> chosen =
        new ArrayList<>(Arrays.stream(args).filter(a -> !a.startsWith("--")).toList());
    if (!cases.keySet().containsAll(chosen)) {
      System.err.printf("No such case among %s.%nMaybe one of %s.%n", chosen, cases.keySet());
      System.exit(2);
    }
    if (chosen.isEmpty()) {
      chosen.addAll(cases.keySet());
    }
    Settings settings = new Settings(Arrays.asList(args).contains("--full"));
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Settings.progress("case %d of %d: %s", i + 1, chosen.size(), chosen.get(i));
      figures.addAll(cases.getOrDefault(chosen.get(i), s -> List.of()).run(settings));
    }
    Budgets budgets = Budgets.read(Path.of(System.getProperty("bench.home", ".")));
    int missed =
        budgets.check(
            figures,
            LocalDate.now(ZoneOffset.UTC).toString(),
            System.getProperty("bench.commit", "unknown"));
    System.out.printf("%n%d of %d budgets missed.%n", missed, figures.size());
    if (missed > 0) {
      System.exit(1);
    }
  }
}
