package dev.centralita.fleet.kind;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.NodePool;
import java.nio.file.Path;

/**
 * The configuration of one Kind cluster.
 *
 * @param ordinal of the cluster, so that no two share pod or service addresses
 * @param workers machines beside the control plane; none where the control plane is the machine
 * @param ownPodNetwork the node image brings its own CNI configuration, so kind installs none
 * @param home folder with {@code audit-policy.yaml}; the audit log appears in its {@code audit}
 */
record KindConfig(int ordinal, int workers, boolean ownPodNetwork, Path home) {

  /** One node is a cluster of one machine, which is its own control plane, as kind makes it. */
  static int workersOf(ClusterSpec spec) {
    int nodes = spec.nodes().stream().mapToInt(NodePool::count).sum();
    return nodes == 1 ? 0 : nodes;
  }

  String podSubnet() {
    return "10.%d.0.0/16".formatted(160 + ordinal);
  }

  String serviceSubnet() {
    return "10.%d.0.0/16".formatted(64 + ordinal);
  }

  /** Nodes are missed after 20 s, as in the process provider; etcd's data die with the fleet. */
  String yaml() {
    return """
    kind: Cluster
    apiVersion: kind.x-k8s.io/v1alpha4
    networking:
      disableDefaultCNI: %1$s
      podSubnet: %2$s
      serviceSubnet: %3$s
    nodes:
    - role: control-plane
      extraMounts:
      - hostPath: %4$s/audit-policy.yaml
        containerPath: /etc/centralita/audit-policy.yaml
        readOnly: true
      - hostPath: %4$s/audit
        containerPath: /var/log/centralita
    %5$s\
    kubeadmConfigPatches:
    - |
      kind: ClusterConfiguration
      apiServer:
        extraArgs:
          audit-policy-file: /etc/centralita/audit-policy.yaml
          audit-log-path: /var/log/centralita/audit.log
        extraVolumes:
        - name: audit-policy
          hostPath: /etc/centralita
          mountPath: /etc/centralita
          readOnly: true
        - name: audit-log
          hostPath: /var/log/centralita
          mountPath: /var/log/centralita
      controllerManager:
        extraArgs:
          node-monitor-period: 2s
          node-monitor-grace-period: 20s
      etcd:
        local:
          extraArgs:
            unsafe-no-fsync: "true"
    - |
      kind: KubeletConfiguration
      nodeLeaseDurationSeconds: 16
      nodeStatusUpdateFrequency: 4s
    """
        .formatted(
            ownPodNetwork, podSubnet(), serviceSubnet(), home, "- role: worker\n".repeat(workers));
  }
}
