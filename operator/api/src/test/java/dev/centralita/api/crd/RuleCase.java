package dev.centralita.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the golden folder {@code rules}: an object that is admitted and one that is not, each
 * written as what differs from {@code base.yaml} beside it (a JSON merge patch). What the API
 * server answers to the second is in {@code out-*.txt}.
 *
 * @param before what is stored when both come as an update; null when they are created
 */
record RuleCase(Path file, @Nullable ObjectNode before, ObjectNode valid, ObjectNode invalid) {
  static final Path FOLDER = Path.of("src/test/resources/dev/centralita/api/rules");

  /** All cases, and a complaint about every file that belongs to none. */
  static List<RuleCase> all() {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().flatMap(RuleCase::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<RuleCase> of(Path file) {
    var name = file.getFileName().toString();
    if (name.matches("in-.*\\.yaml")) {
      return Stream.of(read(file));
    }
    var used =
        name.equals("base.yaml")
            || (name.matches("out-.*\\.txt")
                && Files.exists(
                    file.resolveSibling(
                        name.replaceFirst("^out", "in").replaceFirst("txt$", "yaml"))));
    if (!used) {
      throw new IllegalStateException(
          file + " is read by no test.\nMaybe its in-*.yaml was renamed; delete it.");
    }
    return Stream.of();
  }

  private static RuleCase read(Path file) {
    var base = Crds.read(file.resolveSibling("base.yaml"));
    var tree = Crds.read(file);
    return new RuleCase(
        file,
        tree.has("before") ? merge(base, tree.get("before")) : null,
        merge(merge(base, tree.path("before")), tree.get("valid")),
        merge(merge(base, tree.path("before")), tree.get("invalid")));
  }

  /** The expected answer, one error to a line. */
  Path answer() {
    var name = file.getFileName().toString();
    return file.resolveSibling(name.replaceFirst("^in", "out").replaceFirst("yaml$", "txt"));
  }

  /** RFC 7396. */
  private static ObjectNode merge(ObjectNode target, JsonNode patch) {
    var result = target.deepCopy();
    for (var field : patch.properties()) {
      var name = field.getKey();
      switch (field.getValue()) {
        case ObjectNode deeper -> {
          var into = result.get(name) instanceof ObjectNode o ? o : result.objectNode();
          result.set(name, merge(into, deeper));
        }
        case JsonNode value when value.isNull() -> result.remove(name);
        case JsonNode value -> result.set(name, value);
      }
    }
    return result;
  }

  @Override
  public String toString() {
    return FOLDER.relativize(file).toString();
  }
}
