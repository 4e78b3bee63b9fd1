package dev.centralita.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureTest {
  @Test
  void percentilesAreWithinTwoPercentAbove() {
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Histogram histogram = new Histogram();
      long[] values =
          LongStream.generate(() -> random.nextLong(1L << random.nextInt(1, 40)))
              .limit(1000)
              .toArray();
      LongStream.of(values).forEach(histogram::record);
      long[] sorted = LongStream.of(values).sorted().toArray();
      for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
        long exact = sorted[(int) Math.ceil(share * 1000) - 1];
        assertThat(histogram.percentile(share))
            .as("seed %d share %s", seed, share)
            .isBetween(exact, exact + exact / 50 + 1);
      }
    }
  }

  @Test
  void budgetsSayWhatIsMissedAndKeepHistory(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("budgets.json"),
        """
        [{"id": "a", "what": "A", "unit": "ns", "atMost": 100},
         {"id": "b", "what": "B", "unit": "%", "atLeast": 95.5},
         {"id": "c", "what": "C", "unit": "µs", "atMost": 20000}]
        """);
    Budgets budgets = Budgets.read(folder);
    List<Figure> figures =
        List.of(new Figure("a", 101), new Figure("b", 95.5), new Figure("c", 10_485.76));
    assertThat(budgets.check(figures, "2026-11-22", "abc")).isEqualTo(1);
    assertThat(budgets.check(List.of(new Figure("a", 99)), "2026-11-23", "def")).isEqualTo(0);
    assertThat(folder.resolve("history.csv"))
        .hasContent(
            """
            date,commit,id,value,met
            2026-11-22,abc,a,101,no
            2026-11-22,abc,b,95.50,yes
            2026-11-22,abc,c,10490,yes
            2026-11-23,def,a,99,yes
            """);
  }

  /** Whole numbers, or four digits that count: what is typed in by hand looks otherwise. */
  @Test
  void theHistoryHoldsOnlyWhatTheToolWrote() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("history.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String value = line.split(",", -1)[3];
      String digits = value.replace("-", "").replace(".", "").replaceFirst("^0+", "");
      if (value.contains(".")) {
        assertThat(digits).as(line).hasSize(4);
      }
    }
  }

  @Test
  void tablesLineUp() {
    Table table = new Table("T", "name", "x");
    table.row("a", 1.5);
    assertThat(table.render())
        .isEqualTo("### T\n\n| name | x     |\n|------|-------|\n| a    | 1.500 |\n");
  }
}
