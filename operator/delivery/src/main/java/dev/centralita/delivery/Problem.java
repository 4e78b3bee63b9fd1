package dev.centralita.delivery;

/**
 * One thing in a workload that cannot be delivered.
 *
 * @param field path from the object's root, such as {@code spec.template.spec.hostNetwork}
 * @param value what stands there, shortened
 * @param reason why it is refused
 * @param remedy what to do instead, beginning "Maybe"
 */
public record Problem(String field, String value, String reason, String remedy) {
  public String message() {
    return "%s: %s is refused: %s. %s".formatted(field, value, reason, remedy);
  }
}
