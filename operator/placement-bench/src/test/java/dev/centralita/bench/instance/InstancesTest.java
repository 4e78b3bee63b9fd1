package dev.centralita.bench.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.bench.instance.BatchProblem.Grid;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InstancesTest {
  @Test
  void edgeInstancesKeepToTheFamily() {
    for (long seed = 1; seed <= 20; seed++) {
      BatchProblem p = EdgeFamily.edge(seed);
      assertThat(p.workloads()).isEqualTo(500);
      assertThat(p.nodes()).isEqualTo(136);
      assertThat(IntStream.of(p.size).sum()).as("seed %d", seed).isBetween(924, 926);
      for (long[] sites : p.classSites) {
        assertThat(Long.bitCount(sites[0])).as("seed %d", seed).isBetween(3, 10);
      }
    }
  }

  @Test
  void fullSolveIsTheInstanceOfTheRules() {
    BatchProblem p = EdgeFamily.fullSolve(1);
    assertThat(p.sites).isEqualTo(1000);
    assertThat(p.nodes()).isEqualTo(16_000);
    assertThat(p.rtt).hasDimensions(500, 1000);
    assertThat(p.classSites).hasDimensions(200, 16);
    long ones = IntStream.of(p.size).filter(g -> g == 1).count();
    long eights = IntStream.of(p.size).filter(g -> g == 8).count();
    assertThat(ones).isBetween(92_700L, 93_300L);
    assertThat(eights).isBetween(430L, 570L);
  }

  @Test
  void awkwardSizesNeedNineTenthsOfTheNodes() {
    BatchProblem p = EdgeFamily.awkward(1, new Grid(17, 8, 8));
    assertThat(IntStream.of(p.size).boxed()).containsOnly(3, 5, 6);
    assertThat(p.workloads()).isEqualTo(204);
  }

  @Test
  void scoreRefusesToCountABrokenRule() {
    int[][] workloads = {{3, 2}, {0, 0}, {0, 1}, {2, 5}};
    BatchProblem p =
        new BatchProblem(
            "two",
            new Grid(2, 1, 4),
            new int[][] {{10, 30}},
            new long[][] {{0b11}, {0b10}},
            workloads);
    assertThat(p.score(new int[] {0, 1})).isEqualTo(new BatchProblem.Score(20 + 150, 0));
    assertThat(p.score(new int[] {0, -1})).isEqualTo(new BatchProblem.Score(20, 1));
    assertThatThrownBy(() -> p.score(new int[] {1, 1})).hasMessageContaining("node full");
    assertThatThrownBy(() -> p.score(new int[] {1, 0})).hasMessageContaining("not allowed");
  }

  @Test
  void gapFilesHoldCostsThenDemandsThenCapacities() {
    GapInstance gap = GapInstance.parse("x", "2 3\n 1 2 3\n 4 5 6\n 7 8 9\n 1 1 1\n 16 2", 10, 9);
    assertThat(gap.cost).isDeepEqualTo(new int[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(gap.demand).isDeepEqualTo(new int[][] {{7, 8, 9}, {1, 1, 1}});
    assertThat(gap.score(new int[] {0, 1, 0})).isEqualTo(1 + 5 + 3);
    assertThatThrownBy(() -> gap.score(new int[] {0, 0, 0})).hasMessageContaining("agent 0");
  }

  @Test
  void thirdPartyFilesLoad() throws Exception {
    Path edge = BenchData.find("edge/edge42.json").orElseGet(() -> Assumptions.abort("absent"));
    Path gap = BenchData.find("gap").orElseGet(() -> Assumptions.abort("absent"));
    assertThat(EdgeJson.read(edge).workloads()).isEqualTo(500);
    assertThat(GapInstance.read(gap, "cd")).hasSize(12);
  }
}
