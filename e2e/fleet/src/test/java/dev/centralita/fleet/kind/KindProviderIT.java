package dev.centralita.fleet.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.Progress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Real kubelets and a real device plugin; {@code ./hack/kind prepare} makes ready what it needs.
 */
@EnabledIfEnvironmentVariable(
    named = "CENTRALITA_KIND",
    matches = "1",
    disabledReason = "Kind: skipped; set CENTRALITA_KIND=1 after ./hack/kind prepare")
class KindProviderIT {
  private static ControlPlanes planes;

  @BeforeAll
  static void start() {
    planes =
        new KindProvider()
            .start(
                new Layout(
                    ClusterSpec.of("hub"), List.of(ClusterSpec.of("site", NodePool.of(2, "l4")))),
                Progress.toStandardError());
  }

  @AfterAll
  static void stop() {
    if (planes != null) {
      planes.close();
    }
  }

  @Test
  void aPodThatAsksForAGpuIsAdmittedWithItsDevice() {
    var client = planes.site("site").adminClient();
    Pod pod = client.resource(pod("one", 1)).create();

    client.resource(pod).waitUntilCondition(KindProviderIT::isRunning, 90, TimeUnit.SECONDS);

    assertThat(client.pods().resource(pod).getLog()).contains("gpus=GPU-");
    client.resource(pod).delete();
  }

  @Test
  void anUnhealthyDeviceLeavesTheNodesOffer() {
    var site = (KindCluster) planes.site("site");
    String node =
        site.adminClient()
            .nodes()
            .withLabel("nvidia.com/gpu.product", "NVIDIA-L4")
            .list()
            .getItems()
            .getFirst()
            .getMetadata()
            .getName();
    try {
      site.failDevice(node, 0);
      awaitGpus(site, node, "3");
    } finally {
      site.repairDevices(node);
    }
    awaitGpus(site, node, "4");
  }

  @Test
  void theHubsCredentialNamesAnAddressThatPodsReach() {
    assertThat(planes.site("site").operatorKubeconfig())
        .contains("server: https://centralita-site-control-plane:6443");
  }

  private static void awaitGpus(KindCluster site, String node, String gpus) {
    site.adminClient()
        .nodes()
        .withName(node)
        .waitUntilCondition(
            n -> n.getStatus().getAllocatable().get(GpuPlugin.GPU).getAmount().equals(gpus),
            60,
            TimeUnit.SECONDS);
  }

  private static boolean isRunning(Pod pod) {
    return pod != null && "Running".equals(pod.getStatus().getPhase());
  }

  private static Pod pod(String name, int gpus) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(1L)
        .addNewContainer()
        .withName("main")
        .withImage("centralita/workload:local")
        .withImagePullPolicy("IfNotPresent")
        .withNewResources()
        .addToLimits(GpuPlugin.GPU, new Quantity(Integer.toString(gpus)))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }
}
