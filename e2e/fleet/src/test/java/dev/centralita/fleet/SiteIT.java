package dev.centralita.fleet;

import static dev.centralita.fleet.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runs at a site runs as in any cluster. */
class SiteIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension
  static final ControlPlanesExtension planes = ControlPlanesExtension.shared(Layouts.THREE_SITES);

  @Test
  void schedulerBindsGpuPodsUntilNoGpuIsLeft() {
    Cluster site = planes.site("site-1");
    KubernetesClient client = site.adminClient();

    client.resource(Samples.deployment("default", "video", 5, 2)).create();

    within(SOON, () -> assertThat(inPhase(client, "video", "Running")).hasSize(4));
    assertThat(inPhase(client, "video", "Running"))
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsExactlyInAnyOrder("site-1-l4-1", "site-1-l4-1", "site-1-l4-2", "site-1-l4-2");
    assertThat(inPhase(client, "video", "Pending")).hasSize(1);
    assertThat(site.auditLog().events())
        .anySatisfy(event -> {
          assertThat(event.user()).isEqualTo("system:kube-scheduler");
          assertThat(event.resource()).isEqualTo("pods/binding");
          assertThat(event.code()).isEqualTo(201);
          assertThat(event.event().path("requestObject").path("target").path("name").asText())
              .startsWith("site-1-l4-");
        });

    client.apps().deployments().inNamespace("default").withName("video").delete();
    within(SOON, () -> assertThat(pods(client, "video")).isEmpty());
  }

  @Test
  void jobCompletesAfterTheTimeItsAnnotationSays() {
    KubernetesClient client = planes.site("site-2").adminClient();
    var after = Map.of("fleet.centralita.dev/complete-after", "1s");

    client.resource(Samples.job("default", "training", 1, after)).create();

    within(
        SOON,
        () -> {
          var job = client.batch().v1().jobs().inNamespace("default").withName("training").get();
          assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
        });
  }

  @Test
  void terminatingPodHoldsItsPlaceAsLongAsItsAnnotationSays() {
    KubernetesClient client = planes.site("site-2").adminClient();
    var slow = Map.of("fleet.centralita.dev/terminate-after", "3s");
    client.resource(Samples.job("default", "slow", 1, slow)).create();
    within(SOON, () -> assertThat(inPhase(client, "slow", "Running")).hasSize(1));

    long begin = System.nanoTime();
    pods(client, "slow").forEach(pod -> client.resource(pod).delete());

    assertThat(pods(client, "slow").getFirst().getMetadata().getDeletionTimestamp()).isNotNull();
    client.batch().v1().jobs().inNamespace("default").withName("slow").delete();
    within(SOON, () -> assertThat(pods(client, "slow")).isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void nodesCarryWhatGpuFeatureDiscoveryWrites() {
    Cluster site = planes.site("site-3");

    List<String> added = site.addNodes(NodePool.of(1, "h100-80gb-hbm3").labelled("rack", "r1"));

    Node node = site.adminClient().nodes().withName(added.getFirst()).get();
    assertThat(node.getMetadata().getLabels())
        .containsEntry("nvidia.com/gpu.product", "NVIDIA-H100-80GB-HBM3")
        .containsEntry("nvidia.com/gpu.memory", "81559")
        .containsEntry("rack", "r1")
        .containsEntry("topology.kubernetes.io/zone", "site-3");
    assertThat(node.getStatus().getAllocatable())
        .containsEntry("nvidia.com/gpu", new Quantity("8"));
    site.removeNode(added.getFirst());
    assertThat(site.adminClient().nodes().withName(added.getFirst()).get()).isNull();
  }

  @Test
  void lostMachineLeavesItsNodeNotReadyUntilItAnswersAgain() {
    Cluster site = planes.site("site-3");
    String node = site.addNodes(NodePool.of(1, "l40s")).getFirst();

    site.loseNode(node);
    within(SOON, () -> assertThat(readiness(site, node)).isEqualTo("Unknown"));
    site.recoverNode(node);

    within(SOON, () -> assertThat(readiness(site, node)).isEqualTo("True"));
    site.removeNode(node);
  }

  @Test
  void whatRunsOnALostMachineIsReadyAgainWithIt() {
    Cluster site = planes.site("site-3");
    KubernetesClient client = site.adminClient();
    String node = site.addNodes(NodePool.of(1, "l40s")).getFirst();
    var steady = Samples.deployment("default", "steady", 1, 1);
    steady
        .getSpec()
        .getTemplate()
        .getSpec()
        .setNodeSelector(Map.of("kubernetes.io/hostname", node));
    client.resource(steady).create();
    within(SOON, () -> assertThat(isReady(client, "steady")).isTrue());

    site.loseNode(node);
    within(SOON, () -> assertThat(isReady(client, "steady")).isFalse());
    site.recoverNode(node);

    within(SOON, () -> assertThat(isReady(client, "steady")).isTrue());
    client.resource(steady).delete();
    within(SOON, () -> assertThat(pods(client, "steady")).isEmpty());
    site.removeNode(node);
  }

  private static boolean isReady(KubernetesClient client, String app) {
    return pods(client, app).getFirst().getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static String readiness(Cluster site, String node) {
    return site.adminClient().nodes().withName(node).get().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .getStatus();
  }

  private static List<Pod> inPhase(KubernetesClient client, String app, String phase) {
    return pods(client, app).stream()
        .filter(pod -> pod.getStatus().getPhase().equals(phase))
        .toList();
  }

  private static List<Pod> pods(KubernetesClient client, String app) {
    return client.pods().inNamespace("default").withLabel("app", app).list().getItems();
  }
}
