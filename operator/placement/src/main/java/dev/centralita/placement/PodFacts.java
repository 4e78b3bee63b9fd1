package dev.centralita.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod that has not finished holds, ours or foreign.
 *
 * @param node null while unbound; an unbound pod holds nothing
 * @param workloadUid null for a foreign pod
 * @param epoch of the decision it was delivered under; 0 when unknown
 * @param gpus whole GPUs (or time slices on a shared node)
 * @param mig slices held
 * @param terminating counts until it is gone
 */
public record PodFacts(
    String uid,
    @Nullable String node,
    @Nullable String workloadUid,
    long epoch,
    int gpus,
    List<MigSlots> mig,
    long cpuMillis,
    long memoryBytes,
    boolean terminating) {

  public PodFacts {
    mig = List.copyOf(mig);
  }
}
