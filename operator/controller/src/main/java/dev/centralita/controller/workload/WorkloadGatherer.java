package dev.centralita.controller.workload;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.controller.fleet.Observations;
import dev.centralita.controller.fleet.Observations.AtSite;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.controller.hub.Selectors;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects what a pass needs: the workload itself from the API server, never from a cache. */
final class WorkloadGatherer {
  private final KubernetesClient client;
  private final HubReads reads;
  private final Observations observations;
  private final UnboundPods unbound;
  private final BackOffs backOffs;
  private final MissingSlas missingSlas = new MissingSlas();
  private final Predicate<String> inContact;
  private final Clock clock;

  /**
   * @param inContact whether a site, by name, is in contact now
   */
  WorkloadGatherer(
      KubernetesClient client,
      HubReads reads,
      Observations observations,
      UnboundPods unbound,
      BackOffs backOffs,
      Predicate<String> inContact,
      Clock clock) {
    this.client = client;
    this.reads = reads;
    this.observations = observations;
    this.unbound = unbound;
    this.backOffs = backOffs;
    this.inContact = inContact;
    this.clock = clock;
  }

  Gathered gather(String namespace, String name) {
    var workload =
        client.resources(SovereignWorkload.class).inNamespace(namespace).withName(name).get();
    if (workload == null || workload.getMetadata().getDeletionTimestamp() != null) {
      return new Gathered.Gone();
    }
    var home = reads.namespace(namespace);
    if (home.isEmpty()) {
      return new Gathered.Gone();
    }
    var labels = home.get().getMetadata().getLabels();
    var policies =
        reads.policies().stream()
            .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
            .filter(p -> Selectors.selects(p.getSpec().namespaceSelector(), labels))
            .toList();
    var latency = workload.getSpec().latency();
    var slaRef = latency == null ? null : latency.slaRef();
    var sla = slaRef == null ? null : reads.sla(namespace, slaRef.name()).orElse(null);
    return sites(new Inputs(workload, home.get(), policies, sla));
  }

  /** The workload is gone for good. */
  void forget(String workloadUid) {
    unbound.forget(workloadUid);
    missingSlas.forget(workloadUid);
  }

  private Gathered sites(Inputs inputs) {
    var now = clock.instant();
    var atSites = observations.of(inputs.uid());
    var need = Needs.of(inputs.workload().getSpec());
    var pods = unbound.look(inputs.uid(), inContact(atSites), now);
    var givenUp = new TreeMap<String, String>();
    pods.givenUp()
        .forEach((site, message) -> {
          if (backOffs.leaveOut(site, need, "a pod could not be bound: " + message, now)) {
            givenUp.put(site, message);
          }
        });
    var slaUntil = missingSlas.look(inputs.uid(), inputs.missingSla() != null, now);
    var lookAgain =
        Stream.of(pods.next(), backOffs.next(need, now), slaUntil)
            .flatMap(Stream::ofNullable)
            .filter(now::isBefore)
            .min(Instant::compareTo)
            .orElse(null);
    return new Gathered.Found(
        inputs, atSites, backOffs.sites(need, now), givenUp, slaUntil, lookAgain, now);
  }

  /**
   * A pod unbound at a site that does not answer is the past: the site has its nodes and its
   * scheduler to gather first, so the waiting begins anew when it is back.
   */
  private Map<String, AtSite> inContact(Map<String, AtSite> atSites) {
    var out = new TreeMap<>(atSites);
    out.keySet().removeIf(inContact.negate());
    return out;
  }
}
