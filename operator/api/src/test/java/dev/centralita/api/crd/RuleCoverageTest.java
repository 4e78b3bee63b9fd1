package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No CEL rule without a file that it refuses; RulesIT shows that it does. */
class RuleCoverageTest {
  private static final Pattern LITERAL = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");

  /** A rule, the path its error names, and what its message looks like. */
  private record Rule(String path, String cel, Pattern answer) {}

  @Test
  void everyRuleRefusesSomeFile() throws IOException {
    var uncovered = new ArrayList<String>();
    for (var crd : Crds.generate().keySet()) {
      var plural = crd.replace(".yaml", "");
      var answers = answers(RuleCase.FOLDER.resolve(plural));
      var rules = new ArrayList<Rule>();
      var tree = Crds.read(Crds.COMMITTED.resolve(crd));
      collect("", tree.at("/spec/versions/0/schema/openAPIV3Schema"), rules);
      rules.stream()
          .filter(rule -> answers.stream().noneMatch(line -> rule.answer().matcher(line).matches()))
          .forEach(rule -> uncovered.add(plural + " " + rule.path() + ": " + rule.cel()));
    }
    assertThat(uncovered).as("add an in-*.yaml for each, and run RulesIT").isEmpty();
  }

  private static List<String> answers(Path folder) throws IOException {
    var lines = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(folder, "out-*.txt")) {
      for (var file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static void collect(String path, JsonNode schema, List<Rule> rules) {
    for (var rule : schema.path("x-kubernetes-validations")) {
      var where = path + rule.path("fieldPath").asText();
      rules.add(new Rule(where, rule.get("rule").asText(), answer(where, rule)));
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> collect(join(path, field.getKey()), field.getValue(), rules));
    if (schema.has("items")) {
      collect(path + "[]", schema.get("items"), rules);
    }
    if (schema.has("additionalProperties")) {
      collect(path + "{}", schema.get("additionalProperties"), rules);
    }
  }

  private static String join(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static Pattern answer(String path, JsonNode rule) {
    var field =
        path.isEmpty()
            ? "<nil>"
            : path.replace(".", "\\.").replace("[]", "\\[\\d+\\]").replace("{}", "[.\\[].+");
    var message =
        rule.has("messageExpression")
            ? literals(rule.get("messageExpression").asText())
            : Pattern.quote(rule.get("message").asText());
    return Pattern.compile(field + ": .*: " + message);
  }

  /**
   * The text of a message expression, with anything where it puts a value. An alternative ({@code
   * ?:}) counts as a value, as does the text inside it.
   */
  private static String literals(String expression) {
    var flat = expression;
    for (var outer = ""; !outer.equals(flat); ) {
      outer = flat;
      flat = outer.replaceAll("\\([^()]*\\)", "value");
    }
    var text = new StringBuilder(flat.startsWith("'") ? "" : ".*");
    Matcher matcher = LITERAL.matcher(flat);
    while (matcher.find()) {
      text.append(Pattern.quote(matcher.group(1).replace("\\'", "'"))).append(".*");
    }
    return text.toString();
  }
}
