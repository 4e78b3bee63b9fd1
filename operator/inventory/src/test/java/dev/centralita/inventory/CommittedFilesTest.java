package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.placement.law.CertificationLevels;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are written twice say the same, and what we ship as a sample is understood whole. */
final class CommittedFilesTest {
  private static final Path ROOT = Path.of("../..");

  @ParameterizedTest
  @ValueSource(strings = {"edgesites", "sovereigntypolicies", "sovereignworkloads"})
  void theSchemaKnowsTheLevelsThatTheLawKnows(String plural) throws IOException {
    var levels =
        CertificationLevels.schemes().stream()
            .map(s -> "'%s': [%s]".formatted(s, quoted(CertificationLevels.levels(s))))
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(Files.readString(ROOT.resolve("crds").resolve(plural + ".yaml"))).contains(levels);
  }

  @ParameterizedTest
  @CsvSource({"spain,17", "accelerators,10"})
  void everySampleSiteIsUnderstoodWhole(String folder, int number) throws IOException {
    try (var files = Files.list(ROOT.resolve("manifests/samples/" + folder + "/sites"))) {
      var sites = files.filter(f -> !f.endsWith("kustomization.yaml")).sorted().toList();
      assertThat(sites).hasSize(number);
      for (var file : sites) {
        var site = Serialization.unmarshal(Files.readString(file), EdgeSite.class);
        var reading = SiteReading.of(site);
        assertThat(reading.findings()).as(file.toString()).isEmpty();
        assertThat(reading.usable()).as(file.toString()).isTrue();
        assertThat(reading.facts(true, null).ceilings())
            .as(file.toString())
            .hasSameSizeAs(Objects.requireNonNullElse(site.getSpec().accelerators(), List.of()));
      }
    }
  }

  private static String quoted(Iterable<String> names) {
    return "'" + String.join("', '", names) + "'";
  }
}
