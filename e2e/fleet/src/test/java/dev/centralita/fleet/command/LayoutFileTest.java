package dev.centralita.fleet.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ClusterSpec.Parts;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.NodeProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutFileTest {
  @TempDir Path folder;

  @Test
  void namesSitesAndTheirNodes() throws IOException {
    Path file =
        write(
            """
            hub: {nodes: [{profile: cpu-only, count: 1}]}
            sites:
            - name: madrid-1
              nodes:
              - {profile: l4, count: 2, labels: {rack: r1}}
            - name: palma
            """);

    assertThat(LayoutFile.read(file))
        .isEqualTo(
            new Layout(
                ClusterSpec.of("hub", NodePool.of(1, "cpu-only")),
                List.of(
                    ClusterSpec.of("madrid-1", new NodePool("l4", 2, Map.of("rack", "r1"))),
                    new ClusterSpec("palma", Parts.FULL, List.of()))));
  }

  @Test
  void refusesUnknownFieldsAndDoubleNames() throws IOException {
    Path unknown = write("sites: [{name: a, gpus: 4}]");
    assertThatThrownBy(() -> LayoutFile.read(unknown)).hasMessageContaining("gpus");
    Path doubled = write("sites: [{name: a}, {name: a}]");
    assertThatThrownBy(() -> LayoutFile.read(doubled)).hasMessage("two clusters are named 'a'");
    Path unnamed = write("sites: [{nodes: []}]");
    assertThatThrownBy(() -> LayoutFile.read(unnamed)).hasMessageContaining("name of cluster ''");
  }

  @Test
  void readsPoolsFromACommandLine() throws IOException {
    assertThat(LayoutFile.pool("2xl4")).isEqualTo(NodePool.of(2, "l4"));
    assertThat(LayoutFile.pool("a100-80gb-pcie")).isEqualTo(NodePool.of(1, "a100-80gb-pcie"));
    assertThat(FleetCommand.layout(List.of("--sites", "2", "--nodes", "1xl4")))
        .isEqualTo(Layout.hubAnd(2, NodePool.of(1, "l4")));
    assertThatThrownBy(() -> FleetCommand.layout(List.of("--sites")))
        .hasMessage("option --sites has no value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spain", "accelerators"})
  void theFleetOfASampleHasItsSitesAndMakesOfNodesThatExist(String sample) throws IOException {
    var samples = Path.of("../../manifests/samples").resolve(sample);
    var layout = LayoutFile.read(samples.resolve("fleet.yaml"));
    try (var sites = Files.list(samples.resolve("sites"))) {
      assertThat(layout.sites())
          .extracting(ClusterSpec::name)
          .containsExactlyInAnyOrderElementsOf(
              sites
                  .map(file -> file.getFileName().toString().replace(".yaml", ""))
                  .filter(name -> !name.equals("kustomization"))
                  .toList());
    }
    assertThat(layout.sites())
        .flatExtracting(ClusterSpec::nodes)
        .allSatisfy(pool -> assertThat(NodeProfile.named(pool.profile()).name()).isNotEmpty());
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "layout", ".yaml"), yaml);
  }
}
