package dev.centralita.api.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths into an OpenAPI schema as people say them: {@code spec.volumes[].name}. {@code []} stands
 * for the items of a list, {@code .*} for the values of a map and {@code {a,b}} for either.
 */
final class SchemaPaths {
  private SchemaPaths() {}

  /** Every schema a path stands for. */
  static List<ObjectNode> find(ObjectNode root, String path) {
    return expand(path).map(one -> walk(root, one)).toList();
  }

  /** A path with braces, spelt out. */
  static Stream<String> expand(String path) {
    int open = path.indexOf('{');
    if (open < 0) {
      return Stream.of(path);
    }
    int close = path.indexOf('}', open);
    return Stream.of(path.substring(open + 1, close).split(","))
        .flatMap(middle -> expand(path.substring(0, open) + middle + path.substring(close + 1)));
  }

  private static ObjectNode walk(ObjectNode root, String path) {
    var schema = root;
    for (var step : path.replace("[]", ".[]").split("\\.")) {
      var next =
          switch (step) {
            case "" -> schema;
            case "[]" -> schema.get("items");
            case "*" -> schema.get("additionalProperties");
            default -> schema.path("properties").get(step);
          };
      if (!(next instanceof ObjectNode found)) {
        throw new IllegalArgumentException(
            "src/main/crd: the schema has no \"%s\" (at \"%s\").\nMaybe a field was renamed."
                .formatted(path, step));
      }
      schema = found;
    }
    return schema;
  }
}
