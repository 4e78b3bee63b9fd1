package dev.centralita.fleet.process;

import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.NodeProfile;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nodes of one cluster: real Node objects whose kubelet is KWOK. */
final class Machines {
  static final String LABEL = "fleet.centralita.dev/machine";

  private static final String GPU = "nvidia.com/gpu";

  /** Label selector of the nodes that KWOK keeps alive. */
  static final String ALIVE = LABEL + "=alive";

  private final String cluster;
  private final KubernetesClient client;
  private final Map<String, Integer> made = new HashMap<>();

  Machines(String cluster, KubernetesClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  synchronized List<String> create(NodePool pool) {
    NodeProfile profile = NodeProfile.named(pool.profile());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < pool.count(); i++) {
      String name =
          cluster + "-" + pool.profile() + "-" + made.merge(pool.profile(), 1, Integer::sum);
      Node node = client.resource(node(name, profile, pool.labels())).create();
      new DraDriver(client).publish(node, profile);
      names.add(name);
    }
    return List.copyOf(names);
  }

  boolean areReady(List<String> names) {
    if (names.isEmpty()) {
      return true;
    }
    return client.nodes().list().getItems().stream()
            .filter(node -> names.contains(node.getMetadata().getName()))
            .filter(Machines::isReady)
            .count()
        == names.size();
  }

  void delete(String node) {
    client.nodes().withName(existing(node)).delete();
  }

  /** KWOK no longer sees the node, so its lease runs out. */
  void silence(String node) {
    label(node, "lost");
  }

  void revive(String node) {
    label(node, "alive");
  }

  void failGpu(String node) {
    offer(node, gpus(status(node).getAllocatable()) - 1);
  }

  void repairGpus(String node) {
    offer(node, gpus(status(node).getCapacity()));
  }

  private void offer(String node, long gpus) {
    String patch = "{\"status\":{\"allocatable\":{\"%s\":\"%d\"}}}".formatted(GPU, gpus);
    client
        .nodes()
        .withName(node)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private NodeStatus status(String node) {
    return client.nodes().withName(existing(node)).get().getStatus();
  }

  private static long gpus(Map<String, Quantity> resources) {
    return resources.getOrDefault(GPU, new Quantity("0")).getNumericalAmount().longValue();
  }

  /** A patch without resource version: controllers write to the node at the same time. */
  private void label(String node, String state) {
    String patch = "{\"metadata\":{\"labels\":{\"%s\":\"%s\"}}}".formatted(LABEL, state);
    client.nodes().withName(existing(node)).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private String existing(String node) {
    if (client.nodes().withName(node).get() == null) {
      throw new IllegalArgumentException("cluster '" + cluster + "' has no node '" + node + "'");
    }
    return node;
  }

  private Node node(String name, NodeProfile profile, Map<String, String> more) {
    Map<String, Quantity> capacity =
        profile.capacity().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new Quantity(e.getValue())));
    // Like a kubelet: it registers its node with the status in the same request.
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(profile.labels())
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("topology.kubernetes.io/zone", cluster)
        .addToLabels(LABEL, "alive")
        .addToLabels(more)
        .endMetadata()
        .withNewSpec()
        .withTaints(profile.taints())
        .endSpec()
        .withNewStatus()
        .withCapacity(capacity)
        .withAllocatable(capacity)
        .endStatus()
        .build();
  }

  private static boolean isReady(Node node) {
    boolean ready =
        node.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    boolean tainted =
        node.getSpec().getTaints().stream()
            .anyMatch(t -> t.getKey().startsWith("node.kubernetes.io/"));
    return ready && !tainted;
  }
}
