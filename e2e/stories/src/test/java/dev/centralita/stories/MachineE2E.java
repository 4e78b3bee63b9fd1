package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.Kubectl;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the machines of a site do, and what a tenant sees of them. */
class MachineE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void aMachineThatFallsSilentIsReplacedByTheNextSite() {
    var spread = world.applied(world.workload("spread", 8)).awaitReady();
    assertThat(spread.running()).isEqualTo(Map.of("madrid", 8L));
    String lost = world.truth("madrid").podsOf(spread.uid()).getFirst().getSpec().getNodeName();

    world.cluster("madrid").loseNode(lost);
    try {
      // Missed after 20 s, given up after 30 s more: the site's own eviction makes the room known.
      World.within(150).until(() -> spread.running().equals(Map.of("madrid", 4L, "valencia", 4L)));
      assertThat(world.truth("madrid").podsOf(spread.uid()))
          .filteredOn(p -> p.getMetadata().getDeletionTimestamp() == null)
          .extracting(p -> p.getSpec().getNodeName())
          .doesNotContain(lost);
    } finally {
      world.cluster("madrid").recoverNode(lost);
    }
    spread.awaitReady();
  }

  @Test
  void anUnhealthyGpuIsNotPromised() {
    String node = gpuNodes("madrid").getFirst();
    world.cluster("madrid").failGpu(node);
    try {
      World.within(30).until(() -> total("madrid") == 7);

      var wide = world.applied(world.workload("wide", 9)).awaitReady();

      assertThat(wide.running()).isEqualTo(Map.of("madrid", 7L, "valencia", 2L));
    } finally {
      world.cluster("madrid").repairGpus(node);
    }
    World.within(30).until(() -> total("madrid") == 8);
  }

  @Test
  @Needs(Ability.CONTAINERS)
  void eachPodFindsDevicesOfItsOwnAndLogsAreReadAtTheSite() {
    var twins =
        world
            .applied(world.workload("twins", 2).with("/spec/accelerator/count", 2))
            .awaitRunning(Map.of("madrid", 2L));

    var devices = new HashSet<String>();
    for (Pod pod : world.truth("madrid").podsOf(twins.uid())) {
      String node = pod.getSpec().getNodeName();
      // "start host=<pod> gpus=GPU-0,GPU-1", written by the container itself.
      String first = logs("madrid", pod).lines().findFirst().orElseThrow();
      assertThat(first).contains("host=" + pod.getMetadata().getName());
      String[] given = first.split("gpus=", 2)[1].split(",");
      assertThat(given).hasSize(2).allMatch(id -> id.matches("GPU-[0-3]"));
      Arrays.stream(given).forEach(id -> devices.add(node + "/" + id));
    }
    assertThat(devices).as("no device is given twice").hasSize(4);
  }

  private static String logs(String site, Pod pod) {
    return new Kubectl(world.cluster(site))
        .must(
            "logs",
            "--namespace",
            pod.getMetadata().getNamespace(),
            pod.getMetadata().getName(),
            "--container",
            "main");
  }

  private static List<String> gpuNodes(String site) {
    return world.cluster(site).adminClient().nodes().list().getItems().stream()
        .filter(n -> n.getStatus().getCapacity().containsKey(SiteTruth.GPU))
        .map((Node n) -> n.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static int total(String site) {
    var gpus = world.site(site).getStatus().gpus();
    return gpus == null ? -1 : gpus.capacity();
  }
}
