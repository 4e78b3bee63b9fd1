package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API against the last released one, which lies in the folder {@code released}. */
class CrdCompatibilityTest {
  private static final Path RELEASED = Path.of("src/test/resources/dev/centralita/api/released");

  @ParameterizedTest
  @ValueSource(strings = {"edgesites", "latencyslas", "sovereigntypolicies", "sovereignworkloads"})
  void onlyAddsToWhatWasReleased(String plural) throws IOException {
    var file = RELEASED.resolve(plural + ".yaml");
    var current = withoutText(Crds.read(Crds.COMMITTED.resolve(plural + ".yaml")));
    if (Boolean.getBoolean("centralita.release")) {
      Files.writeString(file, Crds.write(current));
    }
    assertThat(CrdChanges.breaking(Crds.read(file), current))
        .as(
            "%s breaks clients of the released version.%nMaybe add a field instead; or, at a"
                + " release, run with -Dcentralita.release=true.",
            plural)
        .isEmpty();
  }

  @Test
  void noticesWhatBreaks() {
    assertThat(changed(s -> s.remove("type")))
        .containsExactly("v.a type: was \"string\", is nothing");
    assertThat(changed(s -> s.put("maxLength", 4))).containsExactly("v.a maxLength: was 5, is 4");
    assertThat(changed(s -> s.put("minLength", 1)))
        .containsExactly("v.a minLength: was nothing, is 1");
    assertThat(changed(s -> s.putArray("enum").add("x"))).containsExactly("v.a enum: lost y");
    assertThat(changed(s -> s.withArray("x-kubernetes-validations").addObject().put("rule", "r")))
        .containsExactly("v.a: has a new rule, r");
    assertThat(changed(s -> s.put("maxLength", 6).remove("enum"))).isEmpty();

    assertThat(ruled("!has(self.fresh) || self.fresh > 1")).isEmpty();
    assertThat(ruled("!has(self.a) || self.a > 1"))
        .containsExactly("v: has a new rule, !has(self.a) || self.a > 1");
    assertThat(ruled("!has(self.fresh) || self.fresh > 1 ? false : true")).hasSize(1);

    var root = crd();
    ((ObjectNode) root.at("/spec/versions/0/schema/openAPIV3Schema")).putArray("required").add("a");
    assertThat(CrdChanges.breaking(crd(), root)).containsExactly("v.a: is required now");
    ((ObjectNode) root.at("/spec/versions/0/schema/openAPIV3Schema/properties")).remove("a");
    assertThat(CrdChanges.breaking(crd(), root)).contains("v.a: is gone");
    ((ObjectNode) root.at("/spec/versions/0")).put("name", "w");
    assertThat(CrdChanges.breaking(crd(), root)).containsExactly("v: the version is gone");
    root.withObject("/spec/names").putArray("shortNames");
    assertThat(CrdChanges.breaking(crd(), root)).contains("names shortNames: k is gone");
  }

  private static Iterable<String> changed(Consumer<ObjectNode> change) {
    var current = crd();
    change.accept((ObjectNode) current.at("/spec/versions/0/schema/openAPIV3Schema/properties/a"));
    return CrdChanges.breaking(crd(), current);
  }

  private static Iterable<String> ruled(String rule) {
    var current = crd();
    var schema = (ObjectNode) current.at("/spec/versions/0/schema/openAPIV3Schema");
    schema.withObject("/properties/fresh").put("type", "integer");
    schema.putArray("x-kubernetes-validations").addObject().put("rule", rule);
    return CrdChanges.breaking(crd(), current);
  }

  private static ObjectNode crd() {
    var crd = Crds.YAML.createObjectNode();
    crd.withObject("/spec/names").putArray("shortNames").add("k");
    var version = crd.withObject("/spec").putArray("versions").addObject().put("name", "v");
    var a = version.withObject("/schema/openAPIV3Schema/properties/a");
    a.put("type", "string").put("maxLength", 5).putArray("enum").add("x").add("y");
    return crd;
  }

  /** Text may change; a release without it has a readable diff. */
  private static JsonNode withoutText(JsonNode tree) {
    for (var text : List.of("description", "message", "messageExpression")) {
      if (tree instanceof ObjectNode object && object.path(text).isTextual()) {
        object.remove(text); // unless it is a field of that name
      }
    }
    for (var child : tree) {
      withoutText(child);
    }
    return tree;
  }
}
