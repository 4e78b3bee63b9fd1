package dev.centralita.fleet.kind;

import dev.centralita.fleet.NodeProfile;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

  void equip(String node, NodeProfile profile, Map<String, String> more) {
    Map<String, String> labels = new TreeMap<>(profile.labels());
    // What a real kubelet says of itself stands.
    labels.keySet().removeIf(key -> key.startsWith("kubernetes.io/"));
    labels.putAll(more);
    String gpus = profile.capacity().getOrDefault(GPU, "0");
    labels.put(COUNT, gpus);
    client
        .nodes()
        .withName(node)
        .edit(n -> new NodeBuilder(n).editMetadata().addToLabels(labels).endMetadata().build());
    if (!gpus.equals("0")) {
      client.load(daemonSet(gpus)).serverSideApply();
    }
  }

  boolean offersAll(String node) {
    var found = client.nodes().withName(node).get();
    String wanted = found.getMetadata().getLabels().getOrDefault(COUNT, "0");
    Quantity offered = found.getStatus().getAllocatable().getOrDefault(GPU, new Quantity("0"));
    return offered.getAmount().equals(wanted);
  }

  /** The device's health, as the plugin tells the kubelet. */
  void setUnhealthy(String node, String devices) {
    docker.exec(node, "sh", "-c", "echo '%s' > %s".formatted(devices, UNHEALTHY));
  }

  private static InputStream daemonSet(String gpus) {
    try (InputStream in = GpuPlugin.class.getResourceAsStream("gpuplugin.yaml")) {
      if (in == null) {
        throw new IllegalStateException("resource gpuplugin.yaml is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ByteArrayInputStream(
          text.replace("${gpus}", gpus).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
