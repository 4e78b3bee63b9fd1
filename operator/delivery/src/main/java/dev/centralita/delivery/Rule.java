package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What one field of a template may say; finds nothing when it is fine. */
@FunctionalInterface
interface Rule {
  /** Any value will do. */
  Rule ANY = (field, value) -> List.of();

  List<Problem> check(String field, JsonNode value);

  /** No value will do. */
  static Rule never(String reason, String remedy) {
    return (field, value) -> List.of(problem(field, value, reason, remedy));
  }

  /** Only these scalars will do. */
  static Rule only(Set<String> values, String reason, String remedy) {
    return (field, value) ->
        value.isValueNode() && values.contains(value.asText())
            ? List.of()
            : List.of(problem(field, value, reason, remedy));
  }

  /** Every scalar except these will do. */
  static Rule not(Set<String> values, String reason, String remedy) {
    return (field, value) ->
        values.contains(value.asText())
            ? List.of(problem(field, value, reason, remedy))
            : List.of();
  }

  static Problem problem(String field, JsonNode value, String reason, String remedy) {
    return new Problem(field, Problem.shown(value), reason, remedy);
  }
}
