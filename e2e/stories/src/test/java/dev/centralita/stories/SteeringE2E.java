package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.NodePool;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A site whose owner lets the hub partition idle GPUs, and only that. */
@Needs(Ability.NEW_NODES)
class SteeringE2E {
  private static final String SITE = "valencia";
  private static final Path OPT_IN =
      Path.of(System.getProperty("centralita.root", "../.."), "manifests/site/mig-steering");

  @RegisterExtension static final World world = new World();

  @Test
  void anIdleNodeIsPartitionedForWhatWaitsAndTheOtherIsLeftAlone() {
    var cluster = world.cluster(SITE);
    var nodes = cluster.addNodes(NodePool.of(2, "h100-mig-whole"));
    try (var manager = new MigManager(cluster)) {
      world.apply(
          World.VALENCIA.with(
              "/spec/migSteering",
              Map.of("configs", List.of("all-3g.40gb", "all-1g.10gb"), "settleSeconds", 10)));
      var busy =
          world
              .applied(
                  world
                      .workload("busy", 1)
                      .with(
                          "/spec/accelerator",
                          Map.of("count", 8, "products", List.of("NVIDIA-H100-80GB-HBM3"))))
              .awaitRunning(Map.of(SITE, 1L));
      var before = world.truth(SITE).podsOf(busy.uid()).getFirst();

      var half =
          world.applied(
              world.workload("half", 3).with("/spec/accelerator", Map.of("migProfile", "3g.40gb")));
      half.awaitReason("Stalled", "Accelerator");
      World.within(60).until(() -> said("GeometryNotChanged"));
      assertThat(manager.changes()).isEmpty();

      optIn();
      half.awaitRunning(Map.of(SITE, 3L)).awaitReady();

      assertThat(manager.changes())
          .singleElement()
          .asString()
          .endsWith(" all-3g.40gb")
          .doesNotStartWith(before.getSpec().getNodeName());
      assertThat(manager.ended()).isEmpty();
      assertThat(said("GeometryChanged")).isTrue();
      assertThat(world.truth(SITE).podsOf(busy.uid()).getFirst().getMetadata().getUid())
          .isEqualTo(before.getMetadata().getUid());
      onlyTheLabel(nodes.getFirst());
    } finally {
      world.apply(World.VALENCIA);
      world.delete(world.workload("busy", 1));
      world.delete(world.workload("half", 3));
      World.within(60).until(() -> world.truth(SITE).deliveredPods().isEmpty());
      nodes.forEach(cluster::removeNode);
      optOut();
    }
  }

  /** What the right on nodes is good for, and what not, says the site. */
  private static void onlyTheLabel(String node) {
    var config = Config.fromKubeconfig(world.cluster(SITE).operatorKubeconfig());
    try (var hub = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThatThrownBy(() ->
              hub.nodes()
                  .withName(node)
                  .edit(n -> {
                    n.getMetadata().getLabels().put("nvidia.com/gpu.product", "NVIDIA-L4");
                    return n;
                  }))
          .hasMessageContaining("nvidia.com/mig.config and nothing else");
      assertThatThrownBy(() ->
              hub.nodes()
                  .withName(node)
                  .edit(n -> {
                    n.getSpec().setUnschedulable(true);
                    return n;
                  }))
          .hasMessageContaining("nvidia.com/mig.config and nothing else");
    }
  }

  private static boolean said(String reason) {
    return world.hub().v1().events().inNamespace("default").list().getItems().stream()
        .anyMatch(
            e -> reason.equals(e.getReason()) && SITE.equals(e.getInvolvedObject().getName()));
  }

  private static void optIn() {
    for (var file : List.of("rights.yaml", "boundary.yaml")) {
      try (var in = Files.newInputStream(OPT_IN.resolve(file))) {
        world
            .cluster(SITE)
            .adminClient()
            .load(in)
            .items()
            .forEach(o -> world.cluster(SITE).adminClient().resource(o).serverSideApply());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void optOut() {
    for (var file : List.of("boundary.yaml", "rights.yaml")) {
      try (var in = Files.newInputStream(OPT_IN.resolve(file))) {
        world.cluster(SITE).adminClient().load(in).delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
