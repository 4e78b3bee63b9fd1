package dev.centralita.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.centralita.bench.instance.BatchProblem;
import dev.centralita.bench.instance.BatchProblem.Grid;
import dev.centralita.bench.instance.BenchData;
import dev.centralita.bench.instance.EdgeFamily;
import dev.centralita.bench.instance.EdgeJson;
import dev.centralita.bench.peer.timefold.TimefoldSolver;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PeersTest {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Two sites of one 4-GPU node, RTT 10 and 30. Three workloads of 2, 2 and 4 GPUs and weights 1, 1
   * and 3. In the order given the small ones fill the near node: 10 + 10 + 90 = 110. Best: the
   * large one near, the small ones far: 30 + 30 + 30 = 90.
   */
  private static BatchProblem threeOnTwo() {
    return new BatchProblem(
        "three",
        new Grid(2, 1, 4),
        new int[][] {{10, 30}},
        new long[][] {{0b11}},
        new int[][] {{2, 2, 4}, {0, 0, 0}, {0, 0, 0}, {1, 1, 3}});
  }

  @Test
  void nearestFitTakesThemAsTheyCome() {
    BatchProblem p = threeOnTwo();
    assertThat(p.score(new NearestFit(false).solve(p, 0).nodeOf()).cost()).isEqualTo(110);
    assertThat(p.score(new NearestFit(true).solve(p, 0).nodeOf()).cost()).isEqualTo(90);
  }

  @Test
  void exactPeersFindTheOptimum() {
    BatchProblem p = threeOnTwo();
    for (BatchSolver peer : List.of(new CpSatNodes(1), new PatternModel("HIGHS"))) {
      BatchSolver.Answer answer = peer.solve(p, 5 * SECOND);
      assertThat(p.score(answer.nodeOf()).cost()).as(peer.name()).isEqualTo(90);
      assertThat(answer.bound()).as(peer.name()).isCloseTo(90, within(1e-6));
    }
  }

  /** Two of 4 GPUs, weights 1 and 3: the heavy one near, the light one far, 30 + 30. */
  @Test
  void timefoldFindsTheOptimumOfATinyInstance() {
    BatchProblem p =
        new BatchProblem(
            "two",
            new Grid(2, 1, 4),
            new int[][] {{10, 30}},
            new long[][] {{0b11}},
            new int[][] {{4, 4}, {0, 0}, {0, 0}, {1, 3}});
    BatchSolver.Answer answer = new TimefoldSolver().solve(p, SECOND);
    assertThat(p.score(answer.nodeOf())).isEqualTo(new BatchProblem.Score(60, 0));
  }

  @Test
  void patternsAreTheMaximalOnes() {
    boolean[] sizes = new boolean[7];
    sizes[3] = true;
    sizes[5] = true;
    sizes[6] = true;
    assertThat(PatternModel.patterns(8, sizes))
        .extracting(p -> p[3] + "," + p[5] + "," + p[6])
        .containsExactlyInAnyOrder("0,0,1", "1,1,0", "2,0,0");
  }

  @Test
  void exactPeersAgreeOnRandomInstancesAndTheRelaxationStaysBelow() {
    PatternModel relaxation = new PatternModel("GLOP");
    for (long seed = 1; seed <= 10; seed++) {
      BatchProblem p = EdgeFamily.edge(seed, new Grid(4, 3, 8), 40, 0.8);
      BatchSolver.Answer nodes = new CpSatNodes(1).solve(p, 20 * SECOND);
      BatchSolver.Answer patterns = new PatternModel("HIGHS").solve(p, 20 * SECOND);
      if (p.score(nodes.nodeOf()).complete()) {
        long optimum = p.score(nodes.nodeOf()).cost();
        assertThat(p.score(patterns.nodeOf()).cost()).as("seed %d", seed).isEqualTo(optimum);
        assertThat(relaxation.solve(p, SECOND).bound())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(optimum + 1e-6);
      }
    }
  }

  /** The optimum of edge42.json is proven: 157,120. */
  @Test
  void patternsReachThePublishedOptimum() throws Exception {
    BatchProblem p =
        EdgeJson.read(
            BenchData.find("edge/edge42.json").orElseGet(() -> Assumptions.abort("absent")));
    BatchSolver.Answer answer = new PatternModel("HIGHS").solve(p, 60 * SECOND);
    assertThat(p.score(answer.nodeOf())).isEqualTo(new BatchProblem.Score(157_120, 0));
    assertThat(new PatternModel("GLOP").solve(p, SECOND).bound()).isLessThanOrEqualTo(157_120);
  }
}
