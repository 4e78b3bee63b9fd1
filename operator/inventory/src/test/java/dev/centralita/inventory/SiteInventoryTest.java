package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Need;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SiteInventoryTest {
  private final SiteInventory remote = new SiteInventory(SiteRegister.NOTHING);

  @Test
  void whatDoesNotChangeTheFactsIsNotTold() {
    var node = node("gpu-1", Map.of("nvidia.com/gpu.product", "NVIDIA-L4"), 4);
    assertThat(remote.nodeChanged(node)).hasSize(1);
    var heartbeat =
        new NodeBuilder(node)
            .editMetadata()
            .addToAnnotations("heartbeat", "2")
            .endMetadata()
            .build();
    assertThat(remote.nodeChanged(heartbeat)).isEmpty();
    assertThat(remote.podChanged(pod("a", "gpu-1", "Running"))).hasSize(1);
    assertThat(remote.podChanged(pod("a", "gpu-1", "Running"))).isEmpty();
  }

  @Test
  void aPodIsToldGoneOnce() {
    remote.podChanged(pod("a", "gpu-1", "Running"));
    assertThat(remote.podChanged(pod("a", "gpu-1", "Succeeded")))
        .containsExactly(new Delta.PodGone("a"));
    assertThat(remote.podGone("a")).isEmpty();
    assertThat(remote.podGone("never-seen")).isEmpty();
    assertThat(remote.nodeGone("never-seen")).isEmpty();
  }

  @Test
  void podsOfANodeThatTurnsToPartitionsHoldPartitions() {
    remote.podChanged(pod("a", "gpu-1", "Running"));
    var product = "NVIDIA-H100-80GB-HBM3-MIG-3g.40gb";
    var deltas = remote.nodeChanged(node("gpu-1", Map.of("nvidia.com/gpu.product", product), 16));
    assertThat(deltas).hasSize(2);
    assertThat(deltas.get(1))
        .isInstanceOfSatisfying(
            Delta.PodChanged.class,
            changed -> {
              assertThat(changed.facts().gpus()).isZero();
              assertThat(changed.facts().mig()).extracting("profile").containsExactly("3g.40gb");
            });
  }

  @Test
  void ofTheHubOnlyThePodsOfTheSitesNodesCount() {
    var register = new SiteRegister(Map.of("site", "east"), Map.of(), Map.of());
    var local = new SiteInventory(register);
    assertThat(local.podChanged(pod("a", "n", "Running"))).isEmpty();
    assertThat(local.nodeChanged(node("n", Map.of("site", "west"), 0))).isEmpty();
    assertThat(local.nodes()).isZero();
    assertThat(local.nodeChanged(node("n", Map.of("site", "east"), 0))).hasSize(2);
    assertThat(local.nodes()).isEqualTo(1);
    assertThat(local.nodeChanged(node("n", Map.of("site", "west"), 0)))
        .containsExactly(new Delta.NodeGone("n"), new Delta.PodGone("a"));
    assertThat(local.registerChanged(new SiteRegister(Map.of("site", "west"), Map.of(), Map.of())))
        .hasSize(2);
    assertThat(local.everything()).hasSize(2);
  }

  @Test
  void declaredWattsChangeTheFactsOfNodes() {
    remote.nodeChanged(node("gpu-1", Map.of("nvidia.com/gpu.product", "NVIDIA-X9000"), 4));
    assertThat(remote.findings()).extracting(Finding::kind).contains(Finding.Kind.UnknownWatts);
    var need = Need.gpus(1).edit().products(Set.of("NVIDIA-X9000")).done();
    assertThat(remote.productLabels(need)).isEmpty();
    var register = new SiteRegister(null, Map.of("NVIDIA-X9000", 500), Map.of());
    assertThat(remote.registerChanged(register)).hasSize(1);
    assertThat(remote.registerChanged(register)).isEmpty();
    assertThat(remote.findings()).isEmpty();
    assertThat(remote.productLabels(need)).containsExactly("NVIDIA-X9000");
  }

  @Test
  void nodeAffinityNamesLabelsAsTheNodesSpellThem() {
    remote.nodeChanged(node("a", Map.of("nvidia.com/gpu.product", "A100-SXM4-40GB"), 4));
    remote.nodeChanged(node("b", Map.of("nvidia.com/gpu.product", "NVIDIA-A100-SXM4-40GB"), 4));
    remote.nodeChanged(node("c", Map.of("nvidia.com/gpu.product", "NVIDIA-L4-SHARED"), 4));
    remote.nodeChanged(node("d", Map.of("nvidia.com/gpu.product", "NVIDIA-L4"), 4));
    assertThat(remote.productLabels(Need.gpus(1)))
        .containsExactly("A100-SXM4-40GB", "NVIDIA-A100-SXM4-40GB", "NVIDIA-L4");
    var large =
        Need.gpus(1)
            .edit()
            .products(Set.of("NVIDIA-A100-SXM4-40GB"))
            .family("ampere")
            .minMemoryGiB(40)
            .done();
    assertThat(remote.productLabels(large))
        .isEqualTo(List.of("A100-SXM4-40GB", "NVIDIA-A100-SXM4-40GB"));
  }

  private static Node node(String name, Map<String, String> labels, int gpus) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .withAllocatable(
            Map.of("cpu", new Quantity("8"), "nvidia.com/gpu", new Quantity("" + gpus)))
        .endStatus()
        .build();
  }

  private static Pod pod(String uid, String node, String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(uid)
        .withNamespace("default")
        .withUid(uid)
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .addNewContainer()
        .withName("main")
        .withNewResources()
        .addToLimits("nvidia.com/gpu", new Quantity("1"))
        .endResources()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }
}
