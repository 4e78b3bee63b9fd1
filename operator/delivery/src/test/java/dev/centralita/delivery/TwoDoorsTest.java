package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.centralita.api.SovereignWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A template passes two doors: the CRD's CEL when it is written, and {@link TemplateVetting} before
 * it is delivered, which also holds for what was stored before a rule existed. What the first
 * refuses, the second refuses too; what the first's examples admit, the second admits. Files named
 * in-pod-* are about pods that no API server would take, the site's neither.
 */
class TwoDoorsTest {
  private static final Path RULES =
      Path.of("../api/src/test/resources/dev/centralita/api/rules/sovereignworkloads");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static {
    YAML.configOverride(ArrayNode.class).setMergeable(false);
  }

  static Stream<Path> cases() throws IOException {
    try (var files = Files.newDirectoryStream(RULES, "in-template-*.yaml")) {
      var cases = new TreeSet<Path>();
      for (var file : files) {
        if (hasARule(file)) {
          cases.add(file);
        }
      }
      return cases.stream();
    }
  }

  /**
   * An unknown field is refused by strict decoding, and dropped by everybody who reads the rest.
   */
  private static boolean hasARule(Path file) throws IOException {
    var name =
        file.getFileName().toString().replaceFirst("^in", "out").replaceFirst("yaml$", "txt");
    return !Files.readString(file.resolveSibling(name)).contains("unknown field");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agree(Path file) throws IOException {
    assertThat(problems(file, "valid")).as("%s, valid", file.getFileName()).isEmpty();
    assertThat(problems(file, "invalid")).as("%s, invalid", file.getFileName()).isNotEmpty();
  }

  private static List<Problem> problems(Path file, String which) throws IOException {
    var object = YAML.readTree(RULES.resolve("base.yaml").toFile());
    var rule = YAML.readTree(file.toFile());
    for (var part : List.of("before", which)) {
      if (rule.has(part)) {
        object = YAML.readerForUpdating(object).<JsonNode>readValue(rule.get(part));
      }
    }
    return TemplateVetting.vet(YAML.treeToValue(object, SovereignWorkload.class));
  }
}
