package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Need;
import dev.centralita.placement.Request;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldTest {
  private static Held held(int gpus) {
    var need =
        Need.gpus(gpus).edit().products(Set.of("NVIDIA-L4")).cpuMillis(500).minCompute(89).done();
    return new Held(
        1,
        Request.of("uid", "team/video", 1, need),
        List.of(new Assignment("madrid", 1, List.of("n1"), 4_000, 72)));
  }

  @Test
  void whatChangesNothingIsHeldAsItIs() {
    var now = held(2);
    assertThat(now.besides(held(2))).isSameAs(now);
  }

  @Test
  void onlyAmountsGrow() {
    assertThat(held(1).besides(held(2)).request().need()).isEqualTo(held(2).request().need());
  }
}
