package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing in a workload that cannot be delivered.
 *
 * @param field path from the object's root, such as {@code spec.template.spec.hostNetwork}
 * @param value what stands there, shortened
 * @param reason why it is refused
 * @param remedy what to do instead, beginning "Maybe"
 */
public record Problem(String field, String value, String reason, String remedy) {
  private static final int SHOWN = 80;

  public String message() {
    return "%s: %s is refused: %s. %s.".formatted(field, value, reason, remedy);
  }

  /** Long enough to recognise, short enough for a status message. */
  static String shown(JsonNode value) {
    var text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
