package dev.centralita.stories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.centralita.fleet.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which pods a site has bound to which nodes, what of GPUs they hold there, and what was advised.
 */
final class Bindings {
  /** Beside the names of resources: devices that pods claim. */
  static final String CLAIM = "claim";

  private static final String GPUS = "nvidia.com/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Bound> pods = new ArrayList<>();

  /** Node to resource, or {@link #CLAIM}, to how many it gives out. */
  private final Map<String, Map<String, Long>> offered = new HashMap<>();

  private final Map<String, Map<String, Long>> held = new HashMap<>();

  /** Node to what make of node it is. */
  private final Map<String, String> makes = new HashMap<>();

  /** UID of a workload to the nodes that the solver would take. */
  private final Map<String, List<String>> advised = new HashMap<>();

  /** Device to how many claims hold it. */
  private final Map<String, Integer> devices = new HashMap<>();

  /**
   * A bound pod.
   *
   * @param make of its node
   * @param form resource, or {@link #CLAIM}
   * @param count of that
   */
  record Bound(String workload, String uid, String node, String make, String form, long count) {}

  /** As the site's API server says it now. */
  Bindings(Cluster site) {
    var client = site.adminClient();
    for (var node : client.nodes().list().getItems()) {
      var name = node.getMetadata().getName();
      makes.put(name, node.getMetadata().getLabels().get("node.kubernetes.io/instance-type"));
      offered.put(name, gpus(node.getStatus().getAllocatable()));
    }
    for (var slice : client.resources(ResourceSlice.class).list().getItems()) {
      offered
          .get(slice.getSpec().getNodeName())
          .merge(CLAIM, (long) slice.getSpec().getDevices().size(), Long::sum);
    }
    var claims = claims(client.resources(ResourceClaim.class).list().getItems());
    new SiteTruth(site).deliveredPods().forEach(pod -> read(pod, claims));
    client.apps().deployments().inAnyNamespace().list().getItems().forEach(this::readAdvice);
  }

  /** Pod to how many devices are allocated for it. */
  private Map<String, Long> claims(List<ResourceClaim> all) {
    var found = new HashMap<String, Long>();
    for (var claim : all) {
      var allocation = claim.getStatus() == null ? null : claim.getStatus().getAllocation();
      if (allocation != null) {
        var results = allocation.getDevices().getResults();
        results.forEach(r -> devices.merge(r.getPool() + "/" + r.getDevice(), 1, Integer::sum));
        claim
            .getStatus()
            .getReservedFor()
            .forEach(pod -> found.merge(pod.getUid(), (long) results.size(), Long::sum));
      }
    }
    return found;
  }

  private void read(Pod pod, Map<String, Long> claims) {
    var node = pod.getSpec().getNodeName();
    if (node == null) {
      return;
    }
    var holds = gpus(pod.getSpec().getContainers().getFirst().getResources().getRequests());
    var claimed = claims.get(pod.getMetadata().getUid());
    if (claimed != null) {
      holds.put(CLAIM, claimed);
    }
    var workload = pod.getMetadata().getAnnotations().get("centralita.dev/workload");
    holds.forEach((form, count) -> {
      held.computeIfAbsent(node, n -> new HashMap<>()).merge(form, count, Long::sum);
      pods.add(
          new Bound(
              workload.substring(workload.indexOf('/') + 1),
              uid(pod),
              node,
              makes.getOrDefault(node, ""),
              form,
              count));
    });
  }

  private void readAdvice(HasMetadata deployment) {
    var text = deployment.getMetadata().getAnnotations().get("centralita.dev/nodes");
    try {
      var nodes = new ArrayList<String>();
      JSON.readTree(text).path("advised").forEach(n -> nodes.add(n.asText()));
      advised.put(uid(deployment), nodes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static Map<String, Long> gpus(Map<String, Quantity> amounts) {
    var found = new TreeMap<String, Long>();
    amounts.forEach((resource, amount) -> {
      if (resource.startsWith(GPUS)) {
        found.put(resource, amount.getNumericalAmount().longValue());
      }
    });
    return found;
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getLabels().get("centralita.dev/workload-uid");
  }

  List<Bound> pods() {
    return pods;
  }

  /** Nodes of which more is held than they give out, and devices that several claims hold. */
  List<String> overheld() {
    var found = new ArrayList<String>();
    held.forEach((node, forms) ->
        forms.forEach((form, count) -> {
          long there = offered.getOrDefault(node, Map.of()).getOrDefault(form, 0L);
          if (count > there) {
            found.add("%s: %d of %d %s".formatted(node, count, there, form));
          }
        }));
    devices.forEach((device, claims) -> {
      if (claims > 1) {
        found.add("%s: %d claims".formatted(device, claims));
      }
    });
    return found;
  }

  boolean isAdvised(Bound pod) {
    return advised.getOrDefault(pod.uid, List.of()).contains(pod.node);
  }

  /** Whether a node that was advised could take one more pod like this now. */
  boolean hasRoomWhereAdvised(Bound pod) {
    return advised.getOrDefault(pod.uid, List.of()).stream()
        .anyMatch(node -> amount(offered, node, pod) - amount(held, node, pod) >= pod.count);
  }

  private static long amount(Map<String, Map<String, Long>> of, String node, Bound pod) {
    return of.getOrDefault(node, Map.of()).getOrDefault(pod.form, 0L);
  }
}
