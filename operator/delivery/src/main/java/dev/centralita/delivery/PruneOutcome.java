package dev.centralita.delivery;

/**
 * What became of one clean-up.
 *
 * @param deleted Deployments, Jobs and claim templates whose deletion was asked now
 * @param objects of those, still there afterwards; the next clean-up asks again
 * @param pods of the workload not finished yet, terminating ones included: they still hold GPUs
 */
public record PruneOutcome(int deleted, int objects, int pods) {
  /** Nothing is left that could start a pod. */
  public boolean stopped() {
    return objects == 0;
  }

  /** Nothing is left at all. */
  public boolean gone() {
    return objects == 0 && pods == 0;
  }
}
