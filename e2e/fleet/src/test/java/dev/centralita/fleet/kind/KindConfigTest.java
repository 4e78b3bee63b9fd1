package dev.centralita.fleet.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.NodePool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindConfigTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void severalNodesAreWorkersAndOneIsItsOwnControlPlane() throws JsonProcessingException {
    assertThat(roles(ClusterSpec.of("hub"))).containsExactly("control-plane");
    assertThat(roles(ClusterSpec.of("one", NodePool.of(1, "l4")))).containsExactly("control-plane");
    assertThat(roles(ClusterSpec.of("three", NodePool.of(1, "l4"), NodePool.of(2, "l40s"))))
        .containsExactly("control-plane", "worker", "worker", "worker");
  }

  @Test
  void noTwoClustersShareAddresses() throws JsonProcessingException {
    JsonNode first = config(0, 0).path("networking");
    JsonNode last = config(59, 0).path("networking");

    assertThat(first.path("podSubnet").asText()).isEqualTo("10.160.0.0/16");
    assertThat(first.path("serviceSubnet").asText()).isEqualTo("10.64.0.0/16");
    assertThat(last.path("podSubnet").asText()).isEqualTo("10.219.0.0/16");
    assertThat(last.path("serviceSubnet").asText()).isEqualTo("10.123.0.0/16");
  }

  @Test
  void patchesAreYamlTooAndTheAuditLogIsWhereItIsRead() throws JsonProcessingException {
    JsonNode config = config(3, 2);

    assertThat(config.path("nodes").get(0).path("extraMounts").get(1).path("hostPath").asText())
        .isEqualTo("/fleet/madrid/audit");
    JsonNode cluster = YAML.readTree(config.path("kubeadmConfigPatches").get(0).asText());
    assertThat(cluster.at("/apiServer/extraArgs/audit-log-path").asText())
        .isEqualTo("/var/log/centralita/audit.log");
    assertThat(cluster.at("/controllerManager/extraArgs/node-monitor-grace-period").asText())
        .isEqualTo("20s");
    JsonNode kubelet = YAML.readTree(config.path("kubeadmConfigPatches").get(1).asText());
    assertThat(kubelet.path("nodeLeaseDurationSeconds").asInt()).isLessThan(20);
  }

  private static List<String> roles(ClusterSpec spec) throws JsonProcessingException {
    return config(0, KindConfig.workersOf(spec)).path("nodes").findValuesAsText("role");
  }

  private static JsonNode config(int ordinal, int workers) throws JsonProcessingException {
    return YAML.readTree(new KindConfig(ordinal, workers, true, Path.of("/fleet/madrid")).yaml());
  }
}
