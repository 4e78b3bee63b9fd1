package dev.centralita.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What of a released schema a newer one no longer honours. Additive only: an object that was
 * admitted is still admitted and means the same, and nothing a client reads disappears.
 */
final class CrdChanges {
  /** Bounds that may only move the way of the sign. */
  private static final Map<String, Integer> BOUNDS =
      Map.of(
          "minimum",
          -1,
          "minLength",
          -1,
          "minItems",
          -1,
          "minProperties",
          -1,
          "maximum",
          1,
          "maxLength",
          1,
          "maxItems",
          1,
          "maxProperties",
          1);

  /** Keywords that must stay as they are. */
  private static final List<String> FIXED =
      List.of(
          "type",
          "format",
          "pattern",
          "default",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys");

  /** A choice ({@code ?:}) binds weaker than {@code ||}, so a rule with one has no such guard. */
  private static final Pattern GUARD = Pattern.compile("^!has\\(self\\.([\\w.]+)\\) \\|\\| ");

  private final List<String> breaking = new ArrayList<>();

  private CrdChanges() {}

  /** What a client of the released version would stumble over, one line each; empty if nothing. */
  static List<String> breaking(JsonNode released, JsonNode current) {
    var changes = new CrdChanges();
    changes.same("group", released.at("/spec/group"), current.at("/spec/group"));
    changes.same("scope", released.at("/spec/scope"), current.at("/spec/scope"));
    changes.kept("names", released.at("/spec/names"), current.at("/spec/names"));
    for (var version : released.at("/spec/versions")) {
      changes.version(version, current.at("/spec/versions"));
    }
    return changes.breaking;
  }

  private void version(JsonNode released, JsonNode versions) {
    var name = released.get("name").asText();
    for (var version : versions) {
      if (version.get("name").asText().equals(name)) {
        kept(name + " subresources", released.path("subresources"), version.path("subresources"));
        schema(name, schemaOf(released), schemaOf(version));
        return;
      }
    }
    breaking.add(name + ": the version is gone");
  }

  private static JsonNode schemaOf(JsonNode version) {
    return version.at("/schema/openAPIV3Schema");
  }

  private void schema(String path, JsonNode released, JsonNode current) {
    FIXED.forEach(
        keyword -> same(path + " " + keyword, released.path(keyword), current.path(keyword)));
    BOUNDS.forEach((keyword, sign) -> bound(path, keyword, sign, released, current));
    values(path, released.path("enum"), current.path("enum"));
    for (var field : added(released.path("required"), current.path("required"))) {
      breaking.add(path + "." + field + ": is required now");
    }
    for (var rule : added(rules(released), rules(current))) {
      if (!onlyOfANewField(rule, released)) {
        breaking.add(path + ": has a new rule, " + rule);
      }
    }
    for (var field : released.path("properties").properties()) {
      var now = current.path("properties").get(field.getKey());
      if (now == null) {
        breaking.add(path + "." + field.getKey() + ": is gone");
      } else {
        schema(path + "." + field.getKey(), field.getValue(), now);
      }
    }
    if (released.has("items")) {
      schema(path + "[]", released.get("items"), current.path("items"));
    }
    if (released.path("additionalProperties").isObject()) {
      schema(
          path + "{}", released.get("additionalProperties"), current.path("additionalProperties"));
    }
  }

  /** A rule that holds wherever a field is left out which nobody could set before. */
  private static boolean onlyOfANewField(String rule, JsonNode released) {
    var guard = GUARD.matcher(rule);
    if (!guard.find() || rule.indexOf('?') >= 0) {
      return false;
    }
    var field = "/properties/" + guard.group(1).replace(".", "/properties/");
    return released.at(field).isMissingNode();
  }

  private static JsonNode rules(JsonNode schema) {
    var rules = Crds.YAML.createArrayNode();
    schema.path("x-kubernetes-validations").forEach(rule -> rules.add(rule.get("rule")));
    return rules;
  }

  private void same(String what, JsonNode released, JsonNode current) {
    if (!released.equals(current)) {
      breaking.add("%s: was %s, is %s".formatted(what, said(released), said(current)));
    }
  }

  /** Everything that was there is there; more may be. */
  private void kept(String what, JsonNode released, JsonNode current) {
    for (var field : released.properties()) {
      if (field.getValue().isArray()) {
        for (var value : added(current.path(field.getKey()), field.getValue())) {
          breaking.add("%s %s: %s is gone".formatted(what, field.getKey(), value));
        }
      } else {
        same(what + " " + field.getKey(), field.getValue(), current.path(field.getKey()));
      }
    }
  }

  private void bound(String path, String keyword, int sign, JsonNode released, JsonNode current) {
    if (!current.has(keyword)) {
      return;
    }
    double now = sign * current.get(keyword).asDouble();
    boolean tighter = !released.has(keyword) || now < sign * released.get(keyword).asDouble();
    if (tighter) {
      breaking.add(
          "%s %s: was %s, is %s"
              .formatted(path, keyword, said(released.path(keyword)), current.get(keyword)));
    }
  }

  private void values(String path, JsonNode released, JsonNode current) {
    if (released.isMissingNode() && !current.isMissingNode()) {
      breaking.add(path + " enum: is new");
    } else if (!current.isMissingNode()) {
      added(current, released).forEach(value -> breaking.add(path + " enum: lost " + value));
    }
  }

  /** Texts of {@code after} that {@code before} does not have. */
  private static TreeSet<String> added(JsonNode before, JsonNode after) {
    var texts = new TreeSet<String>();
    after.forEach(text -> texts.add(text.asText()));
    before.forEach(text -> texts.remove(text.asText()));
    return texts;
  }

  private static String said(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
