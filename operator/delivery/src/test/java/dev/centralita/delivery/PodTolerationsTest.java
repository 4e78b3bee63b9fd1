package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PodTolerationsTest {
  @Test
  void theTaintOfGpuNodesIsToleratedOnlyWhereThereIsOneAndByWhatAsksForGpus() {
    var gpu = SiteUnderTest.service("team").workload();
    var none = SiteUnderTest.delivery("team", "Service", "priority: 1", "image: web:1").workload();

    assertThat(PodTolerations.all(gpu, true)).extracting("key").contains("nvidia.com/gpu");
    assertThat(PodTolerations.all(gpu, false)).extracting("key").doesNotContain("nvidia.com/gpu");
    assertThat(PodTolerations.all(none, true)).extracting("key").doesNotContain("nvidia.com/gpu");
  }

  @Test
  void theSolverCountsWithWhatThePodsKeepTolerating() throws IOException {
    var yaml = Files.readString(Golden.folder("rendering").resolve("service-advised/in.yaml"));
    var delivery = RenderingTest.delivery(yaml);

    assertThat(PodTolerations.lasting(delivery.workload()))
        .extracting(t -> t.getKey())
        .containsExactly("example.org/edge", "example.org/noisy", "nvidia.com/gpu");
  }
}
