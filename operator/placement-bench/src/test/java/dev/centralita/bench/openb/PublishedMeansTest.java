package dev.centralita.bench.openb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.centralita.bench.instance.BenchData;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The peers must be as good as their authors', or beating them means nothing: two seeds come within
 * 0.4 points of the published means over ten (their spread between seeds is 0.1–0.3).
 */
class PublishedMeansTest {
  @Test
  void ourPeersReachThePublishedMeans() throws Exception {
    Path folder = BenchData.find("openb").orElseGet(() -> Assumptions.abort("absent"));
    assertMeans(OpenbLists.read(folder, "default"), 87.47, 93.08, 95.39);
    assertMeans(OpenbLists.read(folder, "gpushare40"), 86.00, 91.69, 94.15);
    assertMeans(OpenbLists.read(folder, "cpu050"), 91.24, 93.79, 95.21);
  }

  private static void assertMeans(OpenbLists lists, double random, double bestFit, double fgd) {
    assertThat(mean(lists, RandomPolicy::new)).isCloseTo(random, within(0.4));
    assertThat(mean(lists, BestFitPolicy::new)).isCloseTo(bestFit, within(0.4));
    assertThat(mean(lists, FgdPolicy::new)).isCloseTo(fgd, within(0.4));
  }

  private static double mean(OpenbLists lists, ArrivalPolicy.Maker maker) {
    double sum = 0;
    for (long seed = 42; seed < 44; seed++) {
      int[] arrivals = Arrivals.of(lists, 1.3, seed);
      sum += OpenbRun.play(lists, maker, arrivals, seed).allocationPercent();
    }
    return sum / 2;
  }
}
