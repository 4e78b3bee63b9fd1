package dev.centralita.controller.fleet;

/** How long deciding takes; called on the fleet's thread, must be quick. */
public interface DecisionMetrics {

  /** So many decisions were taken together in so many nanoseconds. */
  void decided(int decisions, long nanos);

  /**
   * So much CPU time of the fleet's thread they took, which others on the machine do not lengthen.
   */
  default void computed(long nanos) {}

  /** A place was kept for so many of them by a plan, which took so many of those nanoseconds. */
  default void planned(int decisions, long nanos) {}

  /** So many replicas had to leave for others of a higher priority. */
  default void displaced(int replicas) {}
}
