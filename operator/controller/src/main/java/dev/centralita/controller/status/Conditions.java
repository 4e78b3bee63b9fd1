package dev.centralita.controller.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one object, built anew from what holds now; a condition that says the same as
 * before keeps its transition time.
 */
public final class Conditions {
  /** Kubernetes stores at most this much in a condition's message. */
  private static final int MAX_MESSAGE = 1024;

  private final List<Condition> before;
  private final @Nullable Long generation;
  private final String now;
  private final List<Condition> built = new ArrayList<>();

  private Conditions(@Nullable List<Condition> before, @Nullable Long generation, Clock clock) {
    this.before = Objects.requireNonNullElse(before, List.of());
    this.generation = generation;
    this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * To be built after others.
   *
   * @param before the conditions stored
   * @param generation of the spec that the new ones speak of
   */
  public static Conditions after(
      @Nullable List<Condition> before, @Nullable Long generation, Clock clock) {
    return new Conditions(before, generation, clock);
  }

  /** Ready, and Reconciling or Stalled where one of them holds. */
  public Conditions standing(Standing standing) {
    switch (standing) {
      case Standing.Ready(var reason, var message) -> add("Ready", "True", reason, message);
      case Standing.Reconciling(var reason, var message) -> {
        add("Ready", "False", reason, message);
        add("Reconciling", "True", reason, message);
      }
      case Standing.Stalled(var reason, var message) -> {
        add("Ready", "False", reason, message);
        add("Stalled", "True", reason, message);
      }
    }
    return this;
  }

  /** A condition that is true or false. */
  public Conditions add(String type, boolean holds, String reason, String message) {
    return add(type, holds ? "True" : "False", reason, message);
  }

  /** A condition that cannot be told. */
  public Conditions unknown(String type, String reason, String message) {
    return add(type, "Unknown", reason, message);
  }

  private Conditions add(String type, String status, String reason, String message) {
    var old = find(before, type);
    boolean same = old.isPresent() && status.equals(old.get().getStatus());
    built.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(shortened(message))
            .withObservedGeneration(generation)
            .withLastTransitionTime(same ? old.get().getLastTransitionTime() : now)
            .build());
    return this;
  }

  /** The list as it is to be stored. */
  public List<Condition> build() {
    return List.copyOf(built);
  }

  /** One condition of a list. */
  public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return Objects.requireNonNullElse(conditions, List.<Condition>of()).stream()
        .filter(c -> type.equals(c.getType()))
        .findFirst();
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
  }
}
