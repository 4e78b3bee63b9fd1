package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a live object is what was rendered. Three questions, because each misses something: the
 * digest sees what we no longer render, the comparison sees what somebody changed, the field
 * managers see what somebody added.
 */
final class Drift {
  private Drift() {}

  static boolean none(HasMetadata rendered, HasMetadata live) {
    return Objects.equals(
            Ownership.annotation(rendered, Marks.APPLIED),
            Ownership.annotation(live, Marks.APPLIED))
        && covers(Digest.tree(rendered), Digest.tree(live))
        && !foreignSpec(live);
  }

  /** Everything wanted is there and equal; what the site's API server filled in besides is fine. */
  static boolean covers(JsonNode wanted, JsonNode live) {
    if (wanted.isObject()) {
      return wanted.properties().stream().allMatch(e -> coversField(e, live));
    }
    if (wanted.isArray()) {
      if (wanted.size() != live.size()) {
        return false;
      }
      for (int i = 0; i < wanted.size(); i++) {
        if (!covers(wanted.get(i), live.get(i))) {
          return false;
        }
      }
      return true;
    }
    return wanted.equals(live) || sameScalar(wanted.asText(), live.asText());
  }

  private static boolean coversField(Map.Entry<String, JsonNode> wanted, JsonNode live) {
    var value = live.get(wanted.getKey());
    return value == null ? omitted(wanted.getValue()) : covers(wanted.getValue(), value);
  }

  /** What an API server leaves out when it writes an object. */
  private static boolean omitted(JsonNode wanted) {
    return switch (wanted.getNodeType()) {
      case NULL -> true;
      case OBJECT, ARRAY -> wanted.isEmpty();
      case STRING -> wanted.asText().isEmpty();
      case BOOLEAN -> !wanted.asBoolean();
      case NUMBER -> wanted.asDouble() == 0;
      default -> false;
    };
  }

  /** API servers rewrite quantities: 1000m is stored as 1, 0.5Gi as 512Mi. */
  private static boolean sameScalar(String wanted, String live) {
    if (wanted.equals(live)) {
      return true;
    }
    try {
      return Quantity.getAmountInBytes(Quantity.parse(wanted))
              .compareTo(Quantity.getAmountInBytes(Quantity.parse(live)))
          == 0;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  /** Somebody else has set something under spec, other than through a subresource. */
  static boolean foreignSpec(HasMetadata live) {
    return live.getMetadata().getManagedFields().stream()
        .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
        .filter(entry -> !ours(entry))
        .anyMatch(entry ->
            entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().containsKey("f:spec"));
  }

  private static boolean ours(ManagedFieldsEntry entry) {
    return Marks.FIELD_MANAGER.equals(entry.getManager()) && "Apply".equals(entry.getOperation());
  }
}
