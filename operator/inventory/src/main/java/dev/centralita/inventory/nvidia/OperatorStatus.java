package dev.centralita.inventory.nvidia;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the GPU Operator says of one of its objects.
 *
 * @param state ready, notReady, ignored or disabled
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperatorStatus(@Nullable String state, @Nullable List<Condition> conditions) {

  /**
   * One aspect.
   *
   * @param observedGeneration never set by the versions seen (up to 26.7), which is why a status
   *     may speak of an older spec
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Condition(
      @Nullable String type,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String lastTransitionTime,
      @Nullable Long observedGeneration) {}

  /** The condition Ready; its mirror image Error says nothing more. */
  public Optional<Condition> ready() {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> c != null && "Ready".equals(c.type())).findFirst();
  }
}
