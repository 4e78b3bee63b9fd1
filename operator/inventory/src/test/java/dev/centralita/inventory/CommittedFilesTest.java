package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.placement.law.CertificationLevels;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void everySampleSiteIsUnderstoodWhole() throws IOException {
    try (var files = Files.list(ROOT.resolve("manifests/samples/spain/sites"))) {
      var sites = files.filter(f -> !f.endsWith("kustomization.yaml")).sorted().toList();
      assertThat(sites).hasSize(17);
      for (var file : sites) {
        var site = Serialization.unmarshal(Files.readString(file), EdgeSite.class);
        var reading = SiteReading.of(site);
        assertThat(reading.findings()).as(file.toString()).isEmpty();
        assertThat(reading.usable()).as(file.toString()).isTrue();
        assertThat(reading.facts(true, null).ceilings()).as(file.toString()).isNotEmpty();
      }
    }
  }

  private static String quoted(Iterable<String> names) {
    return "'" + String.join("', '", names) + "'";
  }
}
