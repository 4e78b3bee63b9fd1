package dev.centralita.placement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One workload to place. Begun with {@link #of}, changed through {@link #edit}.
 *
 * @param percentile share of the population weight, in percent, that must be within {@code
 *     maxRttMicros}
 * @param maxRttMicros 0 sets no bound
 * @param weight of this workload's RTT in the objective, ≥ 1
 * @param priority higher goes first
 * @param allOrNothing a part of the replicas is no use
 * @param singleSite all replicas at one site
 * @param maxReplicasPerSite 0 sets no bound
 * @param excludedSites sites backed off from, with the reason for people
 * @param olderGpus µs of RTT that each month of age of a site's GPUs is worth; 0 does not mind
 * @param affinity to other workloads
 * @param preempts may take the place of what has a lower priority and lets itself be preempted
 * @param preemptible may have to leave for what has a higher priority, or to save power
 * @param gang it is placed with; who decides for all of them is the caller
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
    int olderGpus,
    Affinity affinity,
    boolean preempts,
    boolean preemptible,
    Gang gang) {

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
        Map.of(),
        0,
        Affinity.NONE,
        false,
        false,
        Gang.NONE);
  }

  /** A copy, of which some fields are to be changed. */
  public Edit edit() {
    return new Edit(this);
  }

  @Nullable String backOff(String site) {
    return excludedSites.get(site);
  }

  /** The only place where a request is copied: what is not changed here is kept. */
  public static final class Edit {
    private String workloadUid;
    private final String name;
    private int replicas;
    private Need need;
    private PolicyClass policy;
    private List<Population> populations;
    private int percentile;
    private int maxRttMicros;
    private int weight;
    private int priority;
    private boolean allOrNothing;
    private boolean singleSite;
    private int maxReplicasPerSite;
    private List<Toleration> tolerations;
    private Map<String, String> excludedSites;
    private int olderGpus;
    private Affinity affinity;
    private boolean preempts;
    private boolean preemptible;
    private Gang gang;

    private Edit(Request from) {
      workloadUid = from.workloadUid;
      name = from.name;
      replicas = from.replicas;
      need = from.need;
      policy = from.policy;
      populations = from.populations;
      percentile = from.percentile;
      maxRttMicros = from.maxRttMicros;
      weight = from.weight;
      priority = from.priority;
      allOrNothing = from.allOrNothing;
      singleSite = from.singleSite;
      maxReplicasPerSite = from.maxReplicasPerSite;
      tolerations = from.tolerations;
      excludedSites = from.excludedSites;
      olderGpus = from.olderGpus;
      affinity = from.affinity;
      preempts = from.preempts;
      preemptible = from.preemptible;
      gang = from.gang;
    }

    public Request done() {
      return new Request(
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
          olderGpus,
          affinity,
          preempts,
          preemptible,
          gang);
    }

    public Edit workloadUid(String to) {
      workloadUid = to;
      return this;
    }

    public Edit replicas(int to) {
      replicas = to;
      return this;
    }

    public Edit need(Need to) {
      need = to;
      return this;
    }

    public Edit policy(PolicyClass to) {
      policy = to;
      return this;
    }

    public Edit populations(List<Population> to) {
      populations = to;
      return this;
    }

    public Edit percentile(int to) {
      percentile = to;
      return this;
    }

    public Edit maxRttMicros(int to) {
      maxRttMicros = to;
      return this;
    }

    public Edit weight(int to) {
      weight = to;
      return this;
    }

    public Edit priority(int to) {
      priority = to;
      return this;
    }

    public Edit allOrNothing(boolean to) {
      allOrNothing = to;
      return this;
    }

    public Edit singleSite(boolean to) {
      singleSite = to;
      return this;
    }

    public Edit maxReplicasPerSite(int to) {
      maxReplicasPerSite = to;
      return this;
    }

    public Edit tolerations(List<Toleration> to) {
      tolerations = to;
      return this;
    }

    public Edit excludedSites(Map<String, String> to) {
      excludedSites = to;
      return this;
    }

    public Edit olderGpus(int to) {
      olderGpus = to;
      return this;
    }

    public Edit affinity(Affinity to) {
      affinity = to;
      return this;
    }

    public Edit preempts(boolean to) {
      preempts = to;
      return this;
    }

    public Edit preemptible(boolean to) {
      preemptible = to;
      return this;
    }

    public Edit gang(Gang to) {
      gang = to;
      return this;
    }
  }
}
