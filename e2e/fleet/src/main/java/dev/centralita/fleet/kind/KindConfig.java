package dev.centralita.fleet.kind;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of one Kind cluster.
 *
 * @param ordinal of the cluster, so that no two share pod or service addresses
 * @param ownNetwork the node image brings its own CNI configuration, so kind installs none
 * @param home folder with {@code audit-policy.yaml}; the audit log appears in its {@code audit}
 */
record KindConfig(int ordinal, int workers, boolean ownNetwork, Path home) {

  String podSubnet() {
    return "10.%d.0.0/16".formatted(160 + ordinal);
  }

  String yaml() {
    String workerLines =
        IntStream.range(0, workers).mapToObj(i -> "- role: worker\n").collect(Collectors.joining());
    return """
    kind: Cluster
    apiVersion: kind.x-k8s.io/v1alpha4
    networking:
      disableDefaultCNI: %1$s
      podSubnet: %2$s
      serviceSubnet: 10.%3$d.0.0/16
    nodes:
    - role: control-plane
      extraMounts:
      - hostPath: %4$s/audit-policy.yaml
        containerPath: /etc/centralita/audit-policy.yaml
        readOnly: true
      - hostPath: %4$s/audit
        containerPath: /var/log/centralita
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
    %5$s\
    """
        .formatted(ownNetwork, podSubnet(), 64 + ordinal, home, workerLines);
  }
}
