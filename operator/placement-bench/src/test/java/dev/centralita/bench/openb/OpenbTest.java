package dev.centralita.bench.openb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenbTest {
  private static final String NODE_HEAD = "sn,cpu_milli,memory_mib,gpu,model";
  private static final String POD_HEAD = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec";

  private static OpenbLists lists(List<String> nodes, List<String> pods) {
    return OpenbLists.parse(
        Stream.concat(Stream.of(NODE_HEAD), nodes.stream()).toList(),
        Stream.concat(Stream.of(POD_HEAD), pods.stream()).toList());
  }

  @Test
  void podsOfOneShapeAreInternedAndModelsBecomeBits() {
    OpenbLists lists =
        lists(
            List.of("n0,96000,1000,8,G2", "n1,104000,1000,2,T4"),
            List.of("a,1000,10,1,460,T4", "b,1000,10,1,460,T4", "c,1000,10,2,1000,T4|G2"));
    assertThat(lists.pods()).containsExactly(0, 0, 1);
    assertThat(lists.shapes().get(0).models()).isEqualTo(0b10);
    assertThat(lists.shapes().get(1).models()).isEqualTo(0b11);
    assertThat(lists.gpuMilli()).isEqualTo(10_000);
  }

  @Test
  void aPodFitsOnlyWhereModelCoresMemoryAndGpusDo() {
    OpenbLists lists =
        lists(
            List.of("n0,4000,100,2,G2"),
            List.of(
                "a,4000,100,2,1000,",
                "b,4001,1,0,0,",
                "c,1,101,0,0,",
                "d,1,1,1,500,T4",
                "e,1,1,4,1000,"));
    GpuCluster cluster = new GpuCluster(lists.nodes());
    assertThat(lists.shapes().stream().map(s -> cluster.fits(0, s)))
        .containsExactly(true, false, false, false, false);
  }

  /**
   * One node of 10 cores and 2 GPUs; half the pods ask 1 core and half a GPU, half ask 4 cores and
   * two GPUs. Empty: nothing is lost to either. With half of one GPU gone the small pod can use all
   * 1,500, the large one nothing: 0.5 × 0 + 0.5 × 1,500 = 750.
   */
  @Test
  void fragmentationIsWhatTypicalPodsCannotUse() {
    OpenbLists lists =
        lists(List.of("n0,10000,100,2,G2"), List.of("a,1000,1,1,500,", "b,4000,1,2,1000,"));
    Fragmentation fragmentation = new Fragmentation(lists);
    assertThat(fragmentation.of(10_000, new int[] {1000, 1000}, 0, 2, 0)).isEqualTo(0);
    assertThat(fragmentation.of(9_000, new int[] {500, 1000}, 0, 2, 0)).isEqualTo(750);
    // No cores for the large one, and 300 of the first GPU too little for the small one.
    assertThat(fragmentation.of(3_000, new int[] {300, 1000}, 0, 2, 0)).isEqualTo(800);
  }

  /**
   * The same two typical pods: a second small pod costs less on the started node than on a fresh
   * one.
   */
  @Test
  void fgdStaysOnTheStartedNode() {
    OpenbLists lists =
        lists(
            List.of("n0,10000,100,2,G2", "n1,10000,100,2,G2"),
            List.of("a,1000,1,1,500,", "b,4000,1,2,1000,"));
    GpuCluster cluster = new GpuCluster(lists.nodes());
    cluster.book(0, lists.shapes().get(0), 1);
    FgdPolicy policy = new FgdPolicy(lists, cluster, 1);
    assertThat(policy.choose(cluster, 0) / GpuCluster.WIDTH).isEqualTo(0);
    assertThat(policy.choose(cluster, 1)).isEqualTo(1 * GpuCluster.WIDTH);
    // From 750 to 0.5 × 1,000 = 500: a drop of a quarter GPU is 100 / (1 + e^-0.25) = 56.2.
    assertThat(FgdPolicy.gain(750, 500)).isEqualTo(56);
  }

  /** Largest node 10 cores and 2 GPUs: (9/10 + 1.5/2) / 2 = 0.825 stays free, so 17. */
  @Test
  void bestFitScoresWhatWouldStayFree() {
    OpenbLists lists =
        lists(
            List.of("n0,10000,100,2,G2", "n1,4000,100,1,G2"),
            List.of("a,1000,1,1,500,", "b,4000,1,2,1000,"));
    GpuCluster cluster = new GpuCluster(lists.nodes());
    BestFitPolicy policy = new BestFitPolicy(lists, cluster, 1);
    assertThat(policy.score(cluster, 0, lists.shapes().get(0))).isEqualTo(17);
    assertThat(policy.choose(cluster, 0)).isEqualTo(GpuCluster.WIDTH);
  }

  /** 3 cores for 2 GPUs: pods of one GPU and two cores fill 1.5 of the 2 GPUs at best. */
  @Test
  void theBoundIsTheFractionalOptimum() {
    OpenbLists lists = lists(List.of("n0,3000,100,2,G2"), List.of("a,2000,1,1,1000,"));
    assertThat(AllocationBound.percent(lists, new int[] {0, 0, 0})).isCloseTo(75, within(1e-6));
  }

  @Test
  void arrivalsReachTheLoadAndAreTheSameForTheSameSeed() {
    OpenbLists lists =
        lists(
            List.of("n0,96000,1000,8,G2"),
            List.of("a,1000,1,1,500,", "b,1,1,1,300,", "c,1,1,0,0,"));
    int[] arrivals = Arrivals.of(lists, 1.3, 7);
    int milli = 0;
    for (int shape : arrivals) {
      milli += lists.shapes().get(shape).totalMilli();
    }
    assertThat(milli).isBetween(9_900, 10_400);
    assertThat(Arrivals.of(lists, 1.3, 7)).isEqualTo(arrivals);
  }
}
