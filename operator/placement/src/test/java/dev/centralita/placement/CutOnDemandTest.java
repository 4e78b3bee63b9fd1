package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.show;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GPUs that a site cuts as it is asked: what fits depends on where partitions lie. */
class CutOnDemandTest {
  private static final List<Integer> ONES = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final List<Integer> THREES = List.of(0x0f, 0xf0);
  private final Fleet fleet = new Fleet();

  CutOnDemandTest() {
    fleet.upsertSite(Facts.site("s", 0));
    node("a", 1);
  }

  private void node(String name, int gpus) {
    var mig =
        List.of(new MigSlots("1g.10gb", 7 * gpus, ONES), new MigSlots("3g.40gb", 2 * gpus, THREES));
    var gpu = new Gpu("H100", "", 80, 9, 0, 700, gpus, false, mig);
    fleet.upsertNode("s", new NodeFacts(name, true, List.of(), gpu, 64_000, 1L << 40, 50));
  }

  private void holds(String pod, String node, MigSlots slots) {
    fleet.upsertPod("s", new PodFacts(pod, node, null, 0, 0, List.of(slots), 0, 0, false));
  }

  private static MigSlots at(String profile, int... slices) {
    var spots = Arrays.stream(slices).map(s -> MigSlots.spot(0, s)).boxed().toList();
    return new MigSlots(profile, spots.size(), spots);
  }

  /** How many replicas of so much the site takes. */
  private String takes(String workload, int replicas, String profile) {
    return show(fleet.decide(request(workload, replicas, profile), NOW));
  }

  private static Request request(String workload, int replicas, String profile) {
    var need = Need.gpus(1).edit().migProfile(profile).done();
    return Facts.request(workload, replicas, 1).edit().need(need).done();
  }

  @Test
  void twoSmallPartitionsInTheWrongPlacesLeaveNoRoomForALargeOne() {
    holds("p", "a", at("1g.10gb", 1, 2));
    assertThat(takes("w", 3, "3g.40gb")).isEqualTo("s×1 missing 2");
    holds("p", "a", at("1g.10gb", 1, 16));
    assertThat(takes("w", 3, "3g.40gb")).isEqualTo("refused");
    assertThat(takes("w", 9, "1g.10gb")).isEqualTo("s×5 missing 4");
  }

  @Test
  void wholeGpusAndPartitionsAreTheSameGpus() {
    node("a", 2);
    assertThat(takes("w", 3, "")).isEqualTo("s×2 missing 1");
    holds("p", "a", at("1g.10gb", 64));
    assertThat(takes("w", 3, "")).isEqualTo("s×1 missing 2");
    var whole = request("whole", 1, "");
    var verdict = (Verdict.Placed) fleet.decide(whole, NOW);
    fleet.commit("whole", 1, whole, verdict.assignments());
    assertThat(takes("w", 20, "1g.10gb")).isEqualTo("s×6 missing 14");
    assertThat(takes("w", 1, "")).isEqualTo("refused");
  }

  @Test
  void whatIsPromisedLiesWhereItLeavesMost() {
    var large = request("large", 1, "3g.40gb");
    fleet.commit("large", 1, large, ((Verdict.Placed) fleet.decide(large, NOW)).assignments());
    holds("p", "a", at("1g.10gb", 1));
    // The promise moves over to the other half, and is filled where the site put it.
    assertThat(takes("w", 9, "1g.10gb")).isEqualTo("s×3 missing 6");
    assertThat(takes("w", 9, "3g.40gb")).isEqualTo("refused");
    var slots = new MigSlots("3g.40gb", 1, List.of(MigSlots.spot(0, 0xf0)));
    fleet.upsertPod("s", new PodFacts("q", "a", "large", 1, 0, List.of(slots), 0, 0, false));
    assertThat(takes("w", 9, "1g.10gb")).isEqualTo("s×3 missing 6");
  }

  /** Of equally near nodes, one whose GPU is cut already. */
  @Test
  void noGpuIsOpenedWhereAnOpenOneHasRoom() {
    node("b", 2);
    var wholes = Facts.request("mix", 1, 1);
    fleet.commit("mix", 1, wholes, List.of(new Assignment("far", 1, List.of("n"), 0, 0)));
    fleet.upsertSite(Facts.site("far", 9_000_000));
    holds("p", "b", at("1g.10gb", 1));
    var verdict = (Verdict.Placed) fleet.decide(request("w", 2, "1g.10gb"), NOW);
    assertThat(verdict.assignments().getFirst().nodes()).containsExactly("b", "b");
  }
}
