package dev.centralita.api.crd;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One file of src/main/crd: what annotations on records cannot say about a kind, or about types
 * that are not ours. Applied in the order of the components.
 *
 * @param plural the kind it is about
 * @param below the path all others start from; empty for the whole object
 * @param keep by path of an object: the fields that stay
 * @param remove fields that leave
 * @param required by path of an object: fields that must be given
 * @param named by path of a list: the fields that name an entry
 * @param limits by path: keywords of OpenAPI to set
 * @param rules CEL, in the order given
 * @param scale the scale subresource
 */
record SchemaEdits(
    String plural,
    @JsonSetter(nulls = Nulls.AS_EMPTY) String below,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, List<String>> keep,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> remove,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, List<String>> required,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, List<String>> named,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, ObjectNode> limits,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Rule> rules,
    @Nullable JsonNode scale) {

  /**
   * A CEL rule.
   *
   * @param at path of the object it looks at as {@code self}
   * @param field where its error is reported, below {@code at}
   */
  record Rule(
      String at,
      @Nullable String field,
      String rule,
      @Nullable String message,
      @Nullable String messageExpression) {

    Rule with(ObjectNode definitions) {
      var spelt = rule;
      for (var definition : definitions.properties()) {
        spelt = spelt.replace("$" + definition.getKey(), definition.getValue().asText());
      }
      return new Rule(at, field, spelt, message, messageExpression);
    }
  }

  /** The same with each {@code $NAME} in a rule replaced by what it stands for. */
  SchemaEdits with(ObjectNode definitions) {
    var spelt = rules.stream().map(rule -> rule.with(definitions)).toList();
    return new SchemaEdits(plural, below, keep, remove, required, named, limits, spelt, scale);
  }

  void apply(ObjectNode version) {
    var whole = (ObjectNode) version.at("/schema/openAPIV3Schema");
    var root = SchemaPaths.find(whole, below).getFirst();
    keep.forEach((path, fields) -> each(root, path, s -> properties(s).retain(fields)));
    remove.forEach(path -> removeField(root, path));
    required.forEach((path, fields) -> each(root, path, s -> require(s, fields)));
    named.forEach((path, keys) -> each(root, path, s -> name(s, keys)));
    limits.forEach((path, keywords) -> each(root, path, s -> s.setAll(keywords)));
    rules.forEach(rule -> each(root, rule.at(), s -> add(s, rule)));
    if (scale != null) {
      version.withObject("/subresources").set("scale", scale);
    }
  }

  private interface Edit {
    void on(ObjectNode schema);
  }

  private static void each(ObjectNode root, String path, Edit edit) {
    SchemaPaths.find(root, path).forEach(edit::on);
  }

  private static ObjectNode properties(ObjectNode schema) {
    return (ObjectNode) schema.get("properties");
  }

  private static void removeField(ObjectNode root, String path) {
    int dot = path.lastIndexOf('.');
    var field = path.substring(dot + 1);
    each(root, path, found -> {}); // says so if there is nothing to remove
    each(root, path.substring(0, Math.max(dot, 0)), s -> properties(s).remove(field));
  }

  private static void require(ObjectNode schema, List<String> fields) {
    var all = new TreeSet<>(fields);
    schema.path("required").forEach(field -> all.add(field.asText()));
    var array = schema.putArray("required");
    all.forEach(array::add);
  }

  private static void name(ObjectNode list, List<String> keys) {
    list.put("x-kubernetes-list-type", "map");
    var array = list.putArray("x-kubernetes-list-map-keys");
    keys.forEach(array::add);
  }

  private static void add(ObjectNode schema, Rule rule) {
    var validation = schema.withArrayProperty("x-kubernetes-validations").addObject();
    if (rule.field() != null) {
      validation.put("fieldPath", "." + rule.field());
    }
    if (rule.message() != null) {
      validation.put("message", rule.message());
    }
    if (rule.messageExpression() != null) {
      validation.put("messageExpression", rule.messageExpression());
    }
    validation.put("rule", rule.rule());
  }
}
