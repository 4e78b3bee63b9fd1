package dev.centralita.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeProfileTest {
  static List<String> names() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(NodeProfile.class.getResource("profiles"));
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.map(f -> f.getFileName().toString().replace(".yaml", "")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void labelsAreValidAndAgreeWithTheCapacity(String name) {
    NodeProfile profile = NodeProfile.named(name);

    assertThat(profile.labels().values())
        .allSatisfy(v -> assertThat(v).matches("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?"));
    assertThat(profile.capacity()).containsKeys("cpu", "memory", "pods");
    if (profile.capacity().containsKey("nvidia.com/gpu")) {
      assertThat(profile.labels())
          .containsKeys("nvidia.com/gpu.product", "nvidia.com/gpu.memory", "nvidia.com/gpu.family");
      // So many pods share each; 0 where all are partitioned under the mixed strategy.
      int each = Integer.parseInt(profile.labels().get("nvidia.com/gpu.replicas"));
      assertThat(units(profile, "nvidia.com/gpu") + units(profile, "nvidia.com/gpu.shared"))
          .isEqualTo(each * Integer.parseInt(profile.labels().get("nvidia.com/gpu.count")));
    }
    profile.capacity().keySet().stream()
        .filter(resource -> resource.startsWith("nvidia.com/mig-"))
        .forEach(resource ->
            assertThat(profile.labels())
                .containsEntry(resource + ".count", profile.capacity().get(resource)));
  }

  private static int units(NodeProfile profile, String resource) {
    return Integer.parseInt(profile.capacity().getOrDefault(resource, "0"));
  }

  @Test
  void aDraSiteHasItsDevicesInAResourceSlice() {
    assertThat(NodeProfile.named("h100-dra").devices())
        .singleElement()
        .returns(8, NodeProfile.Devices::count)
        .returns("gpu", NodeProfile.Devices::type);
    assertThat(NodeProfile.named("h100-dra-mig").devices())
        .extracting(NodeProfile.Devices::profile)
        .containsExactly("1g.10gb", "2g.20gb", "3g.40gb");
  }

  @Test
  void unknownProfileSaysWhereToAddIt() {
    assertThatThrownBy(() -> NodeProfile.named("tpu"))
        .hasMessage(
            """
            node profile 'tpu' is unknown.
            Maybe add profiles/tpu.yaml to the resources of e2e/fleet.\
            """);
  }
}
