package dev.centralita.controller.status;

/** Where an object stands for kstatus: exactly one of three, with a reason and a sentence. */
public sealed interface Standing {
  /** CamelCase. */
  String reason();

  /** A sentence without times or counters that move by themselves. */
  String message();

  /** As asked. */
  record Ready(String reason, String message) implements Standing {}

  /** Time or capacity will cure it. */
  record Reconciling(String reason, String message) implements Standing {}

  /** Only a change of the object, a policy or a site will. */
  record Stalled(String reason, String message) implements Standing {}
}
