package dev.centralita.inventory;

import dev.centralita.inventory.NodeReading.Asking;
import dev.centralita.placement.MigSlots;
import dev.centralita.placement.PodFacts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pod that has not finished holds of a node, as kube-scheduler counts it.
 *
 * @param node null while unbound
 * @param workloadUid null for a pod that is not ours
 * @param held amounts by resource: CPU in thousandths, the rest in ones
 */
record PodHoldings(
    String uid,
    String name,
    @Nullable String node,
    @Nullable String workloadUid,
    Map<String, Long> held,
    boolean terminating) {

  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  PodHoldings {
    held = Map.copyOf(held);
  }

  /** Null for a pod that holds nothing: finished, or without an identity. */
  static @Nullable PodHoldings of(Pod pod) {
    var metadata = pod.getMetadata();
    var status = pod.getStatus();
    var finished =
        status != null && status.getPhase() != null && FINISHED.contains(status.getPhase());
    if (finished || metadata == null || metadata.getUid() == null || pod.getSpec() == null) {
      return null;
    }
    var spec = pod.getSpec();
    var node = spec.getNodeName();
    var labels = metadata.getLabels();
    return new PodHoldings(
        metadata.getUid(),
        metadata.getNamespace() + "/" + metadata.getName(),
        node == null || node.isEmpty() ? null : node,
        labels == null ? null : labels.get(Marks.WORKLOAD_UID),
        request(spec),
        metadata.getDeletionTimestamp() != null);
  }

  /**
   * The facts on a node.
   *
   * @param labels of the node, which say what one unit of a resource is there
   * @param asking how GPUs of the node are asked for: where only by claims, a resource asked for is
   *     one that the scheduler has made a claim of
   * @param claimed what the pod holds through claims
   */
  PodFacts facts(Map<String, String> labels, Asking asking, ClaimedGpus.Held claimed) {
    long gpus = claimed.gpus();
    var partitions = new TreeMap<String, Long>();
    claimed.partitions().forEach((profile, count) -> partitions.put(profile, (long) count));
    for (var entry :
        asking == Asking.Claims ? Set.<Map.Entry<String, Long>>of() : held.entrySet()) {
      var profile = ResourceNames.profile(entry.getKey(), labels);
      if (ResourceNames.WHOLE.equals(profile)) {
        gpus += entry.getValue();
      } else if (profile != null) {
        partitions.merge(profile, entry.getValue(), Long::sum);
      }
    }
    var slots = new ArrayList<MigSlots>();
    partitions.forEach((profile, count) -> {
      if (count > 0) {
        var spots = claimed.spots().getOrDefault(profile, List.of());
        slots.add(new MigSlots(profile, atMostInt(count), spots));
      }
    });
    return new PodFacts(
        uid,
        node,
        workloadUid,
        0,
        atMostInt(gpus),
        slots,
        held.getOrDefault("cpu", 0L),
        held.getOrDefault("memory", 0L),
        terminating);
  }

  /**
   * The most a pod needs at once: all containers and sidecars together, or an init container with
   * the sidecars started before it; pod-level resources and overhead as the scheduler takes them.
   */
  static Map<String, Long> request(PodSpec spec) {
    var sidecars = new HashMap<String, Long>();
    var most = new HashMap<String, Long>();
    for (var init : orEmpty(spec.getInitContainers())) {
      if ("Always".equals(init.getRestartPolicy())) {
        asked(init.getResources()).forEach((k, v) -> sidecars.merge(k, v, Long::sum));
        sidecars.forEach((k, v) -> most.merge(k, v, Math::max));
      } else {
        var together = new HashMap<>(sidecars);
        asked(init.getResources()).forEach((k, v) -> together.merge(k, v, Long::sum));
        together.forEach((k, v) -> most.merge(k, v, Math::max));
      }
    }
    var running = new HashMap<>(sidecars);
    for (var container : orEmpty(spec.getContainers())) {
      asked(container.getResources()).forEach((k, v) -> running.merge(k, v, Long::sum));
    }
    running.forEach((k, v) -> most.merge(k, v, Math::max));
    asked(spec.getResources()).forEach(most::put);
    if (spec.getOverhead() != null) {
      spec.getOverhead().forEach((k, v) -> most.merge(k, amount(k, v), Long::sum));
    }
    return most;
  }

  private static List<Container> orEmpty(@Nullable List<Container> containers) {
    return containers == null ? List.of() : containers;
  }

  /** A limit is the request where none is given. */
  private static Map<String, Long> asked(@Nullable ResourceRequirements resources) {
    var asked = new HashMap<String, Long>();
    if (resources == null) {
      return asked;
    }
    put(asked, resources.getLimits());
    put(asked, resources.getRequests());
    return asked;
  }

  private static void put(Map<String, Long> into, @Nullable Map<String, Quantity> amounts) {
    if (amounts != null) {
      amounts.forEach((resource, quantity) -> into.put(resource, amount(resource, quantity)));
    }
  }

  private static long amount(String resource, Quantity quantity) {
    return Amounts.asked(quantity, resource.equals("cpu") ? 1000 : 1);
  }

  private static int atMostInt(long count) {
    return (int) Math.min(count, 1_000_000);
  }
}
