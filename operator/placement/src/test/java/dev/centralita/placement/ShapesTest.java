package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of GPUs: what takes them, what does not, and which change would do. */
class ShapesTest {
  private final Fleet fleet = new Fleet();

  ShapesTest() {
    fleet.upsertSite(site("madrid", 0));
  }

  @Test
  void whatAsksForAGpuOfItsOwnIsRefusedATimeSlice() {
    node(gpu("NVIDIA-L4", 16, true));

    assertThat(place(need(1, "", true, 0))).isInstanceOf(Verdict.Placed.class);
    var refusal = refusal(need(1, "", false, 0));
    assertThat(refusal.reason()).isEqualTo(Reason.Accelerator);
    assertThat(refusal.need()).contains("of its own");
    assertThat(refusal.offer()).contains("16 × NVIDIA-L4 80 GiB (9.0) shared");
    assertThat(relaxed(refusal)).containsExactly("accelerator.sharing: Exclusive -> Shared");
    // Two time slices may be of one GPU.
    assertThat(refusal(need(2, "", false, 0)).relaxation()).isNull();
  }

  @Test
  void veryManyTimeSlicesAreCountedLikeFew() {
    node(gpu("NVIDIA-L4", 64, true));
    assertThat(place(need(64, "", true, 0))).isInstanceOf(Verdict.Placed.class);
    assertThat(refusal(need(65, "", true, 0)).reason()).isEqualTo(Reason.Accelerator);

    fleet.upsertPod("madrid", pod("foreign", "n", null, 30));
    assertThat(place(need(34, "", true, 0))).isInstanceOf(Verdict.Placed.class);
    assertThat(refusal(need(35, "", true, 0)).reason()).isEqualTo(Reason.NodeFit);

    fleet.removePod("madrid", "foreign");
    assertThat(place(need(35, "", true, 0))).isInstanceOf(Verdict.Placed.class);
  }

  @Test
  void aTimeSliceIsNotTakenOfAGpuThatNobodyShares() {
    node(gpu("NVIDIA-L4", 4, false));

    assertThat(relaxed(refusal(need(1, "", true, 0))))
        .containsExactly("accelerator.sharing: Shared -> Exclusive");
  }

  @Test
  void aPartitionIsTakenOfItsProfileOnly() {
    node(
        gpu(
            "NVIDIA-H100-80GB-HBM3",
            0,
            false,
            new MigSlots("2g.20gb", 1),
            new MigSlots("7g.80gb", 1)));

    assertThat(place(need(1, "2g.20gb", false, 0))).isInstanceOf(Verdict.Placed.class);
    var refusal = refusal(need(1, "1g.10gb", false, 0));
    assertThat(refusal.need()).contains("slice 1g.10gb");
    assertThat(refusal.offer()).contains("1 × 2g.20gb + 1 × 7g.80gb");
    assertThat(relaxed(refusal)).containsExactly("accelerator.migProfile: 1g.10gb -> 2g.20gb");
    assertThat(refusal(need(1, "", false, 0)).reason()).isEqualTo(Reason.Accelerator);
  }

  @Test
  void aSharedPartitionIsAnotherProfile() {
    node(gpu("NVIDIA-H100-80GB-HBM3", 0, false, new MigSlots("1g.10gb.shared", 4)));

    assertThat(place(need(1, "1g.10gb.shared", false, 0))).isInstanceOf(Verdict.Placed.class);
    assertThat(relaxed(refusal(need(1, "1g.10gb", false, 0))))
        .containsExactly("accelerator.sharing: Exclusive -> Shared");
  }

  @Test
  void computeCapabilityIsCompared() {
    node(gpu("NVIDIA-H100-80GB-HBM3", 8, false));

    assertThat(place(need(1, "", false, 90))).isInstanceOf(Verdict.Placed.class);
    var refusal = refusal(need(1, "", false, 100));
    assertThat(refusal.need()).contains("of compute capability 10.0");
    assertThat(relaxed(refusal)).containsExactly("accelerator.minComputeCapability: 10.0 -> 9.0");
  }

  private void node(Gpu gpu) {
    fleet.upsertNode("madrid", new NodeFacts("n", true, List.of(), gpu, 64_000, 256L << 30, 110));
  }

  private static Gpu gpu(String product, int count, boolean shared, MigSlots... mig) {
    return new Gpu(product, "hopper", 80, 9, 0, 700, count, shared, List.of(mig));
  }

  private static Need need(int gpus, String profile, boolean shared, int compute) {
    return Need.gpus(gpus).edit().migProfile(profile).shared(shared).minCompute(compute).done();
  }

  private Verdict place(Need need) {
    var r = request("w", 1, 1);
    return fleet.decide(r.edit().need(need).done(), NOW);
  }

  private Refusal refusal(Need need) {
    return place(need).refusals().getFirst();
  }

  private static List<String> relaxed(Refusal refusal) {
    return refusal.relaxation().changes().stream()
        .map(c -> c.field() + ": " + c.from() + " -> " + c.to())
        .toList();
  }
}
