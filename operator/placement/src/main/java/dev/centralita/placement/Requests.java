package dev.centralita.placement;

import java.util.List;
import java.util.Set;

/** Copies of a request with some fields changed. */
final class Requests {
  private Requests() {}

  static Request with(
      Request r,
      Need need,
      PolicyClass policy,
      int maxRttMicros,
      int maxReplicasPerSite,
      List<Toleration> tolerations) {
    return new Request(
        r.workloadUid(),
        r.name(),
        r.replicas(),
        need,
        policy,
        r.populations(),
        r.percentile(),
        maxRttMicros,
        r.weight(),
        r.priority(),
        r.allOrNothing(),
        r.singleSite(),
        maxReplicasPerSite,
        tolerations,
        r.excludedSites(),
        r.olderGpus());
  }

  static Need need(Need n, int gpus, Set<String> products, int minMemoryGiB) {
    return new Need(
        gpus,
        products,
        n.family(),
        minMemoryGiB,
        n.migProfile(),
        n.shared(),
        n.cpuMillis(),
        n.memoryBytes(),
        n.minCompute());
  }

  /** The same need of another part of a GPU. */
  static Need need(Need n, String migProfile, boolean shared, int minCompute) {
    return new Need(
        n.gpus(),
        n.products(),
        n.family(),
        n.minMemoryGiB(),
        migProfile,
        shared,
        n.cpuMillis(),
        n.memoryBytes(),
        minCompute);
  }
}
