package dev.centralita.fleet.kind;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Pod network of a cluster whose nodes bring their own point-to-point CNI: every node gets its pod
 * range, a route to every other node's, and masquerading for what leaves the cluster. Routes and
 * rule are lost when a node restarts or its line is cut, so {@link #lay} is called again then. Pods
 * that began before the first time have addresses of no node and must begin again.
 */
record KindNetwork(Docker docker, KubernetesClient client, String podSubnet) {

  boolean hasRanges() {
    return client.nodes().list().getItems().stream()
        .allMatch(n -> n.getSpec().getPodCIDR() != null);
  }

  void lay() {
    List<Node> nodes = client.nodes().list().getItems();
    for (Node node : nodes) {
      docker.exec(name(node), "sh", "-c", script(node, nodes));
    }
  }

  private String script(Node node, List<Node> all) {
    var script = new StringBuilder("set -e\n");
    String range = node.getSpec().getPodCIDR();
    script.append(
        "sed -i 's#\"subnet\": *\"[^\"]*\"#\"subnet\":\"%s\"#; s#\"ipMasq\": *true#\"ipMasq\":false#' /etc/cni/net.d/10-ptp.conflist\n"
            .formatted(range));
    String rule = "POSTROUTING -s %s ! -d %s -j MASQUERADE".formatted(range, podSubnet);
    script.append(
        "iptables -t nat -C %1$s 2>/dev/null || iptables -t nat -A %1$s\n".formatted(rule));
    for (Node other : all) {
      if (!name(other).equals(name(node))) {
        script.append(
            "ip route replace %s via %s\n"
                .formatted(other.getSpec().getPodCIDR(), internalAddress(other)));
      }
    }
    return script.toString();
  }

  private static String name(Node node) {
    return node.getMetadata().getName();
  }

  private static String internalAddress(Node node) {
    return node.getStatus().getAddresses().stream()
        .filter(a -> a.getType().equals("InternalIP"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("node " + name(node) + " has no InternalIP"))
        .getAddress();
  }
}
