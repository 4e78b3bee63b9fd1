package dev.centralita.fleet.kind;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.NodeProfile;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The nodes of one Kind cluster: containers with a kubelet, equipped with GPUs by a plugin. */
final class KindMachines {
  private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

  private final Docker docker;
  private final String cluster;
  private final KubernetesClient admin;
  private final GpuPlugin gpus;
  private final KindNetwork network;

  KindMachines(Docker docker, String cluster, KubernetesClient admin, String podSubnet) {
    this.docker = docker;
    this.cluster = cluster;
    this.admin = admin;
    this.gpus = new GpuPlugin(docker, admin);
    this.network = new KindNetwork(docker, admin, podSubnet);
  }

  void equip(ClusterSpec spec) {
    Deque<String> free = new ArrayDeque<>(machines());
    List<String> equipped = new ArrayList<>();
    for (NodePool pool : spec.nodes()) {
      NodeProfile profile = NodeProfile.named(pool.profile());
      for (int i = 0; i < pool.count(); i++) {
        String node = free.remove();
        gpus.equip(node, profile, pool.labels(), Map.of("topology.kubernetes.io/zone", cluster));
        equipped.add(node);
      }
    }
    await("the GPUs of " + equipped, () -> equipped.stream().allMatch(gpus::offersAll));
  }

  /** Lays the pod network where the node image leaves it to us. */
  void connect() {
    if (docker.ownPodNetwork()) {
      // A node is Ready before the controller manager has given it its range.
      await("every node to have a pod range", network::hasRanges);
      network.lay();
    }
  }

  void remove(String node) {
    docker.docker("rm", "--force", "--volumes", node);
    admin.nodes().withName(node).delete();
  }

  void stop(String node) {
    docker.docker("stop", "--time", "1", node);
  }

  void start(String node) {
    docker.docker("start", node);
    await("node " + node + " to be Ready", () -> isReady(admin.nodes().withName(node).get()));
    connect();
  }

  void failGpu(String node) {
    long before = gpus.offered(node);
    gpus.setUnhealthy(node, "GPU-0");
    await("the failed GPU of " + node + " to be missed", () -> gpus.offered(node) < before);
  }

  void repairGpus(String node) {
    gpus.setUnhealthy(node, "");
    await("the GPUs of " + node, () -> gpus.offersAll(node));
  }

  /** The workers, or in a cluster of one machine that one. */
  private List<String> machines() {
    List<Node> nodes = admin.nodes().list().getItems();
    return nodes.stream()
        .filter(n -> nodes.size() == 1 || !n.getMetadata().getLabels().containsKey(CONTROL_PLANE))
        .map(n -> n.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private void await(String what, BooleanSupplier condition) {
    Patience.await(cluster, what, condition);
  }
}
