package dev.centralita.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlPlanesIT {
  @RegisterExtension
  static final ControlPlanesExtension planes =
      ControlPlanesExtension.shared(Layout.hubAnd(3, NodePool.of(2, "l4")));

  @Test
  void schedulerBindsGpuPodsUntilNoGpuIsLeft() {
    KubernetesClient client = planes.site("site-1").adminClient();
    client.resource(deployment("video", 5, 2)).create();

    List<Pod> running = awaitRunning(client, "video", 4);

    assertThat(running)
        .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).startsWith("site-1-l4-"));
    assertThat(pods(client, "video")).hasSize(5);
    client.apps().deployments().inNamespace("default").withName("video").delete();
    await(client, () -> pods(client, "video").isEmpty());
  }

  private static List<Pod> awaitRunning(KubernetesClient client, String app, int count) {
    await(client, () -> running(client, app).size() == count);
    return running(client, app);
  }

  private static void await(KubernetesClient client, java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within 30 s; pods: " + client.pods().list().getItems());
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<Pod> running(KubernetesClient client, String app) {
    return pods(client, app).stream()
        .filter(pod -> pod.getStatus().getPhase().equals("Running"))
        .toList();
  }

  private static List<Pod> pods(KubernetesClient client, String app) {
    return client.pods().inNamespace("default").withLabel("app", app).list().getItems();
  }

  private static io.fabric8.kubernetes.api.model.apps.Deployment deployment(
      String name, int replicas, int gpus) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("example.test/none:1")
        .withNewResources()
        .withLimits(Map.of("nvidia.com/gpu", new Quantity(Integer.toString(gpus))))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
