package dev.centralita.controller.hub;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Label selectors with Kubernetes' meaning: none selects nothing, an empty one everything. */
public final class Selectors {
  private Selectors() {}

  /** Does the selector select an object with these labels? */
  public static boolean selects(
      @Nullable LabelSelector selector, @Nullable Map<String, String> labels) {
    if (selector == null) {
      return false;
    }
    var have = Objects.requireNonNullElse(labels, Map.<String, String>of());
    var equal = Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of());
    var expressions = selector.getMatchExpressions();
    return have.entrySet().containsAll(equal.entrySet())
        && (expressions == null || expressions.stream().allMatch(e -> holds(e, have)));
  }

  private static boolean holds(LabelSelectorRequirement rule, Map<String, String> labels) {
    var value = labels.get(rule.getKey());
    return switch (Objects.requireNonNullElse(rule.getOperator(), "")) {
      case "In" -> value != null && rule.getValues().contains(value);
      case "NotIn" -> value == null || !rule.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      // An operator that is not understood must bind rather than free.
      default -> true;
    };
  }
}
