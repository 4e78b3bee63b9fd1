package dev.centralita.fleet.kind;

import dev.centralita.fleet.NodeProfile;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives real nodes the labels of a profile, and its GPUs through the kubelet's device-plugin API.
 */
record GpuPlugin(Docker docker, KubernetesClient client) {
  static final String IMAGE = "centralita/gpuplugin:local";
  static final String GPU = "nvidia.com/gpu";
  private static final String COUNT = "fleet.centralita.dev/gpus";
  private static final String UNHEALTHY = "/etc/centralita-gpu/unhealthy";

  void equip(
      String node, NodeProfile profile, Map<String, String> ofPool, Map<String, String> ofSite) {
    Map<String, String> labels = new TreeMap<>(profile.labels());
    // What a real kubelet says of itself stands.
    labels.keySet().removeIf(key -> key.startsWith("kubernetes.io/"));
    labels.putAll(ofSite);
    labels.putAll(ofPool);
    String gpus = profile.capacity().getOrDefault(GPU, "0");
    labels.put(COUNT, gpus);
    // Without a resource version: the kubelet and controllers write to the node at the same time.
    Node change = new NodeBuilder().withNewMetadata().withLabels(labels).endMetadata().build();
    client.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), change);
    if (!gpus.equals("0")) {
      Template.apply(client, "gpuplugin.yaml", "gpus", gpus);
    }
  }

  boolean offersAll(String node) {
    var labels = client.nodes().withName(node).get().getMetadata().getLabels();
    return offered(node) == Long.parseLong(labels.getOrDefault(COUNT, "0"));
  }

  /** The plugin tells the kubelet that these devices are unhealthy and the others healthy. */
  void setUnhealthy(String node, String devices) {
    docker.exec(node, "sh", "-c", "echo '%s' > %s".formatted(devices, UNHEALTHY));
  }

  long offered(String node) {
    var allocatable = client.nodes().withName(node).get().getStatus().getAllocatable();
    return allocatable.getOrDefault(GPU, new Quantity("0")).getNumericalAmount().longValue();
  }
}
