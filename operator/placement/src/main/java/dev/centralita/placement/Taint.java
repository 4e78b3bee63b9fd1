package dev.centralita.placement;

/**
 * A taint of a site or a node. Only {@code NoSchedule} and {@code NoExecute} are told to the
 * solver.
 *
 * @param value empty when the taint has none
 */
public record Taint(String key, String value, Effect effect) {

  /** What the taint does to a pod that does not tolerate it. */
  public enum Effect {
    /** Nothing new comes; what is there stays. */
    NoSchedule,
    /** Nothing new comes and what is there leaves. */
    NoExecute
  }
}
