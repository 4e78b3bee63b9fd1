package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttributeBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCapacityBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a site sends, it is read, and never as more than it says it can allocate. */
final class AnySiteTest {
  private static final List<String> RESOURCES =
      List.of(
          "cpu",
          "memory",
          "pods",
          "nvidia.com/gpu",
          "nvidia.com/gpu.shared",
          "nvidia.com/mig-1g.10gb",
          "nvidia.com/mig-1g.10gb.me",
          "nvidia.com/mig-",
          "nvidia.com/mig-3g.40gb.shared",
          "nvidia.com/pgpu");
  private static final List<String> QUANTITIES =
      List.of(
          "0",
          "1",
          "4",
          "8",
          "-3",
          "3.5",
          "100m",
          "64Gi",
          "1e3",
          "1e999999999",
          "1e-999999999",
          "12345678901234567890",
          "abc",
          "",
          " ",
          "9".repeat(200),
          "1Zi",
          "7k");
  private static final List<String> LABELS =
      List.of(
          "nvidia.com/gpu.product",
          "nvidia.com/gpu.count",
          "nvidia.com/gpu.memory",
          "nvidia.com/gpu.family",
          "nvidia.com/gpu.replicas",
          "nvidia.com/gpu.present",
          "nvidia.com/gpu.sharing-strategy",
          "nvidia.com/gpu.compute.major",
          "nvidia.com/mig.config.state",
          "nvidia.com/gpu-driver-upgrade-state",
          "nvidia.com/gpu.workload.config",
          "nvidia.com/mig-1g.10gb.sharing-strategy");
  private static final List<String> VALUES =
      List.of(
          "",
          "true",
          "NVIDIA-L4",
          "NVIDIA-L4-SHARED",
          "NVIDIA-H100-80GB-HBM3-MIG-1g.10gb",
          "NVIDIA-H100-80GB-HBM3-MIG-INVALID",
          "-MIG-",
          "-SHARED",
          "☎",
          "0",
          "1",
          "4",
          "-1",
          "NaN",
          "81559",
          "99999999999999999999",
          "hopper",
          "ada-lovelace",
          "none",
          "time-slicing",
          "mps",
          "success",
          "pending",
          "upgrade-done",
          "upgrade-failed",
          "container",
          "vm-passthrough");

  @Test
  void isReadAndNeverAsMore() {
    var seed = Long.getLong("seed", 20261122L);
    var random = new Random(seed);
    for (var i = 0; i < 2_000; i++) {
      var what = "seed %d case %d".formatted(seed, i);
      var inventory = new SiteInventory(SiteRegister.NOTHING);
      var node = node(random);
      inventory.nodeChanged(node);
      inventory.podChanged(pod(random));
      var slices = random.nextBoolean() ? List.<ResourceSlice>of() : slices(random);
      slices.forEach(inventory::acceleratorChanged);
      inventory.acceleratorChanged(claim(random));
      assertThat(inventory.stack()).as(what).isNotNull();
      assertThat(inventory.findings()).as(what).isNotNull();
      for (var delta : inventory.everything()) {
        if (delta instanceof Delta.NodeChanged(var facts)) {
          var allocatable = node.getStatus().getAllocatable();
          assertThat(facts.cpuMillis()).as(what).isBetween(0L, NodeMapping.MOST_CPU_MILLIS);
          assertThat(facts.memoryBytes()).as(what).isBetween(0L, NodeMapping.MOST_MEMORY);
          var gpu = facts.gpu();
          if (gpu != null) {
            var offered = gpu.count() + gpu.mig().stream().mapToLong(slots -> slots.count()).sum();
            var devices = slices.stream().mapToLong(s -> s.getSpec().getDevices().size()).sum();
            assertThat(offered)
                .as(() -> what + node + slices)
                .isBetween(0L, gpus(allocatable) + devices);
          }
        } else if (delta instanceof Delta.PodChanged(var facts)) {
          assertThat(facts.gpus()).as(what).isNotNegative();
          assertThat(facts.cpuMillis()).as(what).isNotNegative();
          assertThat(facts.memoryBytes()).as(what).isNotNegative();
        }
      }
    }
  }

  private static long gpus(Map<String, Quantity> allocatable) {
    return allocatable.keySet().stream()
        .filter(r -> r.startsWith("nvidia.com/") && !r.equals("nvidia.com/pgpu"))
        .mapToLong(r -> Amounts.offered(allocatable, r, 1))
        .sum();
  }

  private static List<ResourceSlice> slices(Random random) {
    var slices = new ArrayList<ResourceSlice>();
    for (var i = random.nextInt(3); i >= 0; i--) {
      var devices = new ArrayList<Device>();
      for (var d = random.nextInt(6); d > 0; d--) {
        devices.add(device(random));
      }
      slices.add(
          new ResourceSliceBuilder()
              .withNewMetadata()
              .withName("s" + i)
              .withUid("s" + i)
              .endMetadata()
              .withNewSpec()
              .withDriver(random.nextInt(9) == 0 ? "dra.net" : "gpu.nvidia.com")
              .withNodeName(random.nextInt(9) == 0 ? null : "n")
              .withNewPool()
              .withName(random.nextInt(9) == 0 ? null : "p" + random.nextInt(2))
              .withGeneration(random.nextInt(9) == 0 ? null : random.nextLong(3))
              .withResourceSliceCount(random.nextInt(9) == 0 ? null : 1 + random.nextLong(2))
              .endPool()
              .withDevices(devices)
              .endSpec()
              .build());
    }
    return slices;
  }

  private static Device device(Random random) {
    var attributes = new HashMap<String, DeviceAttribute>();
    for (var name :
        List.of(
            "type",
            "uuid",
            "parentUUID",
            "profile",
            "productName",
            "architecture",
            "gpu.nvidia.com/type",
            "cudaComputeCapability")) {
      var value =
          pick(random, List.of("gpu", "mig", "NVIDIA L4", "1g.10gb", "", "☎", "8.9.0", "u"));
      if (random.nextInt(4) > 0) {
        attributes.put(name, new DeviceAttributeBuilder().withString(value).build());
      }
    }
    attributes.put(
        "type",
        new DeviceAttributeBuilder().withString(random.nextBoolean() ? "gpu" : "mig").build());
    return new DeviceBuilder()
        .withName(random.nextInt(9) == 0 ? null : "d" + random.nextInt(20))
        .withAttributes(random.nextInt(9) == 0 ? null : attributes)
        .withCapacity(
            Map.of(
                "memory",
                new DeviceCapacityBuilder().withValue(quantity(pick(random, QUANTITIES))).build()))
        .withAllowMultipleAllocations(random.nextInt(9) == 0 ? true : null)
        .build();
  }

  private static ResourceClaim claim(Random random) {
    return new ResourceClaimBuilder()
        .withNewMetadata()
        .withName("c")
        .withUid("c")
        .endMetadata()
        .withNewStatus()
        .withNewAllocation()
        .withNewDevices()
        .addNewResult()
        .withDriver("gpu.nvidia.com")
        .withPool(random.nextInt(9) == 0 ? null : "p" + random.nextInt(2))
        .withDevice(random.nextInt(9) == 0 ? null : "d" + random.nextInt(20))
        .endResult()
        .endDevices()
        .endAllocation()
        .addNewReservedFor()
        .withResource("pods")
        .withUid(random.nextInt(9) == 0 ? null : "p")
        .endReservedFor()
        .endStatus()
        .build();
  }

  private static Node node(Random random) {
    var labels = new HashMap<String, String>();
    for (var i = random.nextInt(LABELS.size()); i > 0; i--) {
      labels.put(pick(random, LABELS), pick(random, VALUES));
    }
    return new NodeBuilder()
        .withNewMetadata()
        .withName("n")
        .withLabels(random.nextInt(20) == 0 ? null : labels)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType(random.nextInt(9) == 0 ? null : "Ready")
        .withStatus(random.nextInt(9) == 0 ? "Unknown" : "True")
        .endCondition()
        .withAllocatable(amounts(random))
        .withCapacity(amounts(random))
        .endStatus()
        .build();
  }

  private static Pod pod(Random random) {
    return new PodBuilder()
        .withNewMetadata()
        .withUid("p")
        .endMetadata()
        .withNewSpec()
        .withNodeName(random.nextBoolean() ? "n" : null)
        .withInitContainers(container(random))
        .withContainers(container(random), container(random))
        .withOverhead(amounts(random))
        .endSpec()
        .build();
  }

  private static Container container(Random random) {
    return new ContainerBuilder()
        .withRestartPolicy(random.nextBoolean() ? "Always" : null)
        .withNewResources()
        .withRequests(amounts(random))
        .withLimits(amounts(random))
        .endResources()
        .build();
  }

  private static Map<String, Quantity> amounts(Random random) {
    var amounts = new HashMap<String, Quantity>();
    for (var i = random.nextInt(RESOURCES.size()); i > 0; i--) {
      amounts.put(pick(random, RESOURCES), quantity(pick(random, QUANTITIES)));
    }
    return amounts;
  }

  /** As it is on the wire, where Fabric8 would refuse to parse it. */
  private static Quantity quantity(String text) {
    try {
      return Quantity.parse(text);
    } catch (IllegalArgumentException e) {
      return new Quantity(text, "");
    }
  }

  private static <T> T pick(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
