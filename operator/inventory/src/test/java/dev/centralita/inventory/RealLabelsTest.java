package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Complete label sets of real nodes; the resources beside them are what such a node advertises. */
final class RealLabelsTest {
  private static final String EXTERNAL = System.getenv("CENTRALITA_EXTERNAL");

  @BeforeEach
  void needsLabels() {
    if (EXTERNAL == null) {
      System.out.println("SKIPPED: CENTRALITA_EXTERNAL is not set; no real node labels are read");
    }
    assumeTrue(EXTERNAL != null, "CENTRALITA_EXTERNAL is not set");
  }

  @Test
  void anH100PartitionedUnderTheMixedStrategy() throws IOException {
    var reading =
        read(
            "mig-mixed-node-labels.json",
            Map.of(
                "nvidia.com/mig-1g.10gb",
                2,
                "nvidia.com/mig-2g.20gb",
                1,
                "nvidia.com/mig-3g.40gb",
                1));
    var slots =
        List.of(new MigSlots("1g.10gb", 2), new MigSlots("2g.20gb", 1), new MigSlots("3g.40gb", 1));
    assertThat(reading.facts().gpu())
        .isEqualTo(new Gpu("NVIDIA-H100-80GB-HBM3", "hopper", 80, 9, 0, 700, 0, false, slots));
    assertThat(reading.findings()).isEmpty();
  }

  @Test
  void anH100WholeUnderTheSingleStrategy() throws IOException {
    var reading = read("mig-node-labels.json", Map.of("nvidia.com/gpu", 1));
    assertThat(reading.facts().gpu())
        .isEqualTo(new Gpu("NVIDIA-H100-80GB-HBM3", "hopper", 80, 9, 0, 700, 1, false, List.of()));
    assertThat(reading.findings()).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static NodeReading read(String file, Map<String, Integer> resources) throws IOException {
    var json = Files.readString(Path.of(EXTERNAL, "gpu-feature-discovery", file));
    Map<String, String> labels = Serialization.unmarshal(json, Map.class);
    var allocatable = new HashMap<String, Quantity>();
    resources.forEach((name, count) -> allocatable.put(name, new Quantity("" + count)));
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(Objects.requireNonNull(labels.get("kubernetes.io/hostname")))
            .withLabels(labels)
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .withAllocatable(allocatable)
            .endStatus()
            .build();
    return NodeMapping.read(node, SiteRegister.NOTHING, "container", ClaimedGpus.NONE);
  }
}
