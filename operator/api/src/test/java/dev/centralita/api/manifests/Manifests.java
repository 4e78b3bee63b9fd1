package dev.centralita.api.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The objects of manifests/, as they are written. */
final class Manifests {
  static final Path ROOT = Path.of("../../manifests");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Manifests() {}

  private static final Set<String> KUSTOMIZE = Set.of("Kustomization", "Component");

  /** All objects that people apply to run the operator; the samples are not among them. */
  static List<JsonNode> objects() {
    var objects = new ArrayList<JsonNode>();
    for (var folder : List.of("base", "hub", "hub/local-site", "site", "site/mig-steering")) {
      try (var files = Files.newDirectoryStream(ROOT.resolve(folder), "*.yaml")) {
        for (var file : files) {
          YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll().stream()
              .filter(object -> !KUSTOMIZE.contains(object.path("kind").asText()))
              .forEach(objects::add);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return objects;
  }

  static List<JsonNode> ofKind(String... kinds) {
    return objects().stream()
        .filter(object -> List.of(kinds).contains(object.get("kind").asText()))
        .toList();
  }

  static String name(JsonNode object) {
    return object.get("kind").asText() + "/" + object.at("/metadata/name").asText();
  }
}
