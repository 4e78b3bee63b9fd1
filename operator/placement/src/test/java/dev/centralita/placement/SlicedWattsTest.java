package dev.centralita.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What partitions of a GPU draw together is never less than the GPU, nor more by much. */
class SlicedWattsTest {

  @Test
  void aGpuInQuartersIsSharedOutByFour() {
    var a30 = gpu(165, 4);
    assertThat(milliwatts(a30, "1g.6gb", 4)).isEqualTo(165_000);
    assertThat(milliwatts(a30, "2g.12gb", 2)).isEqualTo(165_000);
    assertThat(milliwatts(a30, "4g.24gb", 1)).isEqualTo(165_000);
    assertThat(milliwatts(a30, "1g.6gb+me", 1)).isEqualTo(41_250);
  }

  @Test
  void aGpuInSeventhsIsSharedOutBySevenRoundedUp() {
    var h100 = gpu(700, 7);
    assertThat(milliwatts(h100, "1g.10gb", 7)).isEqualTo(700_000);
    assertThat(milliwatts(h100, "3g.40gb", 1)).isEqualTo(300_000);
    assertThat(milliwatts(gpu(400, 7), "1g.5gb", 1)).isEqualTo(57_143);
  }

  @Test
  void aPartitionThatSaysNoShareOrTooMuchDrawsTheWholeGpu() {
    assertThat(milliwatts(gpu(165, 4), "7g.80gb", 1)).isEqualTo(165_000);
    assertThat(milliwatts(gpu(700, 7), "1c.3g.40gb", 1)).isEqualTo(700_000);
    assertThat(milliwatts(gpu(700, 7), "", 1)).isEqualTo(700_000);
    assertThatThrownBy(() -> gpu(700, 0)).hasMessageContaining("computeSlices 0");
  }

  private static long milliwatts(Gpu gpu, String profile, int count) {
    var fleet = new Fleet();
    fleet.upsertSite(Facts.site("s", 0));
    fleet.upsertNode("s", new NodeFacts("n", true, List.of(), gpu, 8_000, 1L << 30, 9));
    int row = fleet.register.get("s").nodes.getFirst().row;
    return count * fleet.index.room().milliwatts(row, fleet.kinds.profile(profile));
  }

  private static Gpu gpu(int watts, int slices) {
    return new Gpu("X", "", 24, 8, 0, watts, 1, false, List.of(), slices);
  }
}
