package dev.centralita.placement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One workload to place.
 *
 * @param percentile share of the population weight, in percent, that must be within {@code
 *     maxRttMicros}
 * @param maxRttMicros 0 sets no bound
 * @param weight of this workload's RTT in the objective, ≥ 1
 * @param priority higher goes first, and may preempt lower where the caller asks for it
 * @param allOrNothing a part of the replicas is no use
 * @param singleSite all replicas at one site
 * @param maxReplicasPerSite 0 sets no bound
 * @param excludedSites sites backed off from, with the reason for people
 * @param olderGpus µs of RTT that each month of age of a site's GPUs is worth; 0 does not mind
 */
public record Request(
    String workloadUid,
    String name,
    int replicas,
    Need need,
    PolicyClass policy,
    List<Population> populations,
    int percentile,
    int maxRttMicros,
    int weight,
    int priority,
    boolean allOrNothing,
    boolean singleSite,
    int maxReplicasPerSite,
    List<Toleration> tolerations,
    Map<String, String> excludedSites,
    int olderGpus) {

  public Request {
    if (replicas < 0 || weight < 1 || percentile < 1 || percentile > 100) {
      throw new IllegalArgumentException(
          "workload %s: replicas %d (≥ 0), weight %d (≥ 1), percentile %d (1–100)"
              .formatted(name, replicas, weight, percentile));
    }
    populations = List.copyOf(populations);
    tolerations = List.copyOf(tolerations);
    excludedSites = Map.copyOf(excludedSites);
  }

  /** A request that does not mind how old its GPUs are. */
  public Request(
      String workloadUid,
      String name,
      int replicas,
      Need need,
      PolicyClass policy,
      List<Population> populations,
      int percentile,
      int maxRttMicros,
      int weight,
      int priority,
      boolean allOrNothing,
      boolean singleSite,
      int maxReplicasPerSite,
      List<Toleration> tolerations,
      Map<String, String> excludedSites) {
    this(
        workloadUid,
        name,
        replicas,
        need,
        policy,
        populations,
        percentile,
        maxRttMicros,
        weight,
        priority,
        allOrNothing,
        singleSite,
        maxReplicasPerSite,
        tolerations,
        excludedSites,
        0);
  }

  /** A request without rules: any site, any distance. */
  public static Request of(String workloadUid, String name, int replicas, Need need) {
    return new Request(
        workloadUid,
        name,
        replicas,
        need,
        PolicyClass.ANY,
        List.of(),
        100,
        0,
        1,
        0,
        false,
        false,
        0,
        List.of(),
        Map.of());
  }

  /** The same request with another need per replica. */
  public Request needing(Need other) {
    return new Request(
        workloadUid,
        name,
        replicas,
        other,
        policy,
        populations,
        percentile,
        maxRttMicros,
        weight,
        priority,
        allOrNothing,
        singleSite,
        maxReplicasPerSite,
        tolerations,
        excludedSites,
        olderGpus);
  }

  /** The same for another number of replicas. */
  public Request withReplicas(int other) {
    return new Request(
        workloadUid,
        name,
        other,
        need,
        policy,
        populations,
        percentile,
        maxRttMicros,
        weight,
        priority,
        allOrNothing,
        singleSite,
        maxReplicasPerSite,
        tolerations,
        excludedSites,
        olderGpus);
  }

  @Nullable String backOff(String site) {
    return excludedSites.get(site);
  }
}
