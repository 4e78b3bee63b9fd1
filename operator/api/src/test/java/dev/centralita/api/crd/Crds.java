package dev.centralita.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import dev.centralita.api.EdgeSite;
import dev.centralita.api.LatencySLA;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereigntyPolicy;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRDs of our records: generated, edited as src/main/crd says, in an order of our own. */
final class Crds {
  /** The committed CRDs. */
  static final Path COMMITTED = Path.of("../../crds");

  private static final Path EDITS = Path.of("src/main/crd");
  private static final String DEFINITIONS = "definitions.yaml";
  private static final String HEADER =
      "# Generated from operator/api; see README.md beside it for how.\n";

  static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(Feature.WRITE_DOC_START_MARKER)
              .disable(Feature.SPLIT_LINES)
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(EdgeSite.class, LatencySLA.class, SovereignWorkload.class, SovereigntyPolicy.class);

  private Crds() {}

  /** File name to content. */
  static Map<String, String> generate() {
    var files = new TreeMap<String, String>();
    for (var kind : KINDS) {
      var crd = raw(kind);
      var plural = crd.at("/spec/names/plural").asText();
      var version = (ObjectNode) crd.at("/spec/versions/0");
      edits().filter(edit -> edit.plural().equals(plural)).forEach(edit -> edit.apply(version));
      orderColumns(version, kind);
      alternativesToEnums(version);
      files.put(plural + ".yaml", HEADER + write(sorted(crd)));
    }
    return files;
  }

  static String write(JsonNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode read(Path file) {
    try {
      return (ObjectNode) YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode raw(Class<? extends CustomResource<?, ?>> kind) {
    try {
      var folder = Files.createTempDirectory("crd");
      new CRDGenerator().inOutputDir(folder.toFile()).customResourceClasses(kind).generate();
      try (var files = Files.list(folder)) {
        return read(files.findFirst().orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<SchemaEdits> edits() {
    var definitions = read(EDITS.resolve(DEFINITIONS));
    try (var files = Files.list(EDITS)) {
      return files.sorted().filter(file -> !file.endsWith(DEFINITIONS)).toList().stream()
          .map(file -> YAML.convertValue(read(file), SchemaEdits.class).with(definitions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generator sorts columns by path; people read them in the order of the annotations. */
  private static void orderColumns(ObjectNode version, Class<?> kind) {
    var byName = new TreeMap<String, JsonNode>();
    version.get("additionalPrinterColumns").forEach(c -> byName.put(c.get("name").asText(), c));
    var ordered = version.putArray("additionalPrinterColumns");
    for (var column : kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      ordered.add(byName.get(column.name()));
    }
  }

  /** {@code ^(a|b)$} says the same as an enum, but kubectl explain lists only an enum. */
  private static void alternativesToEnums(JsonNode tree) {
    if (tree instanceof ObjectNode object
        && object.path("pattern").asText().matches("\\^\\([-A-Za-z|]+\\)\\$")) {
      var pattern = object.remove("pattern").asText();
      var values = object.putArray("enum");
      Stream.of(pattern.substring(2, pattern.length() - 2).split("\\|")).forEach(values::add);
    }
    tree.forEach(Crds::alternativesToEnums);
  }

  private static JsonNode sorted(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        var fields = new TreeMap<String, JsonNode>();
        object.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        var result = object.objectNode();
        fields.forEach(result::set);
        yield result;
      }
      case ArrayNode array -> {
        var result = array.arrayNode();
        array.forEach(item -> result.add(sorted(item)));
        yield result;
      }
      case JsonNode number when number.isDouble() && number.canConvertToExactIntegral() ->
          LongNode.valueOf(number.longValue());
      default -> tree;
    };
  }
}
