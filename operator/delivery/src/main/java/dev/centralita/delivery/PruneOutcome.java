package dev.centralita.delivery;

/**
 * What became of one clean-up.
 *
 * @param deleted objects whose deletion was asked now
 * @param remaining objects of the workload still there, pods included: zero means it is gone
 */
public record PruneOutcome(int deleted, int remaining) {
  public boolean gone() {
    return remaining == 0;
  }
}
