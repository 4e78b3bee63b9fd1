package dev.centralita.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.NodeProfile;
import dev.centralita.inventory.Delta;
import dev.centralita.inventory.Finding;
import dev.centralita.inventory.SiteInventory;
import dev.centralita.inventory.SiteRegister;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import dev.centralita.placement.Need;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttributeBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCapacityBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The makes of nodes that test fleets are built of, as the hub understands them. */
class MakesOfNodesTest {
  private final SiteInventory site = new SiteInventory(SiteRegister.NOTHING);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a100-80gb-pcie  | 4 NVIDIA-A100-80GB-PCIe                                          | nvidia.com/gpu",
        "a100-sxm4-40gb  | 8 NVIDIA-A100-SXM4-40GB                                          | nvidia.com/gpu",
        "h100-80gb-hbm3  | 8 NVIDIA-H100-80GB-HBM3                                          | nvidia.com/gpu",
        "h100-mig-whole  | 8 NVIDIA-H100-80GB-HBM3                                          | nvidia.com/gpu",
        "h100-mig-mixed  | 0 NVIDIA-H100-80GB-HBM3, 16 1g.10gb, 8 2g.20gb, 8 3g.40gb        | nvidia.com/mig-1g.10gb",
        "h100-mig-single | 0 NVIDIA-H100-80GB-HBM3, 56 1g.10gb                              | nvidia.com/gpu",
        "h100-dra        | 8 NVIDIA-H100-80GB-HBM3                                          | claim of gpu.nvidia.com",
        "h100-dra-mig    | 0 NVIDIA-H100-80GB-HBM3, 16 1g.10gb, 8 2g.20gb, 8 3g.40gb        | claim of mig.nvidia.com",
        "gb200           | 4 NVIDIA-GB200                                                   | nvidia.com/gpu",
        "l4              | 4 NVIDIA-L4                                                      | nvidia.com/gpu",
        "l4-8            | 8 NVIDIA-L4                                                      | nvidia.com/gpu",
        "l40s            | 4 NVIDIA-L40S                                                    | nvidia.com/gpu",
        "l4-time-sliced  | 16 shared NVIDIA-L4                                              | nvidia.com/gpu.shared",
        "l4-mps          | 16 shared NVIDIA-L4                                              | nvidia.com/gpu",
        "cpu-only        | -                                                                | -",
      })
  void isUnderstoodWhole(String profile, String offered, String form) {
    var gpu = read(profile);

    assertThat(gpu == null ? null : text(gpu)).isEqualTo(offered);
    assertThat(site.findings()).isEmpty();
    if (gpu != null) {
      assertThat(gpu.wattsEach()).isPositive();
      assertThat(site.terms(need(gpu)).form()).hasToString(form);
    }
  }

  @Test
  void ofABrokenOneNothingIsOffered() {
    var gpu = read("h100-broken");

    assertThat(text(gpu)).isEqualTo("0 NVIDIA-H100-80GB-HBM3");
    assertThat(site.findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.DriverUpgrading, Finding.Kind.MigNotReady, Finding.Kind.MigInvalid);
  }

  private Gpu read(String name) {
    var profile = NodeProfile.named(name);
    site.nodeChanged(node(profile));
    if (!profile.devices().isEmpty()) {
      site.acceleratorChanged(slice(profile));
    }
    return site.everything().stream()
        .map(Delta.NodeChanged.class::cast)
        .findFirst()
        .orElseThrow()
        .facts()
        .gpu();
  }

  private static Node node(NodeProfile profile) {
    var resources =
        profile.capacity().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey(), e -> new Quantity(e.getValue())));
    return new NodeBuilder()
        .withNewMetadata()
        .withName("n")
        .withLabels(profile.labels())
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .withCapacity(resources)
        .withAllocatable(resources)
        .endStatus()
        .build();
  }

  private static ResourceSlice slice(NodeProfile profile) {
    var devices = new ArrayList<Device>();
    for (var alike : profile.devices()) {
      for (int i = 0; i < alike.count(); i++) {
        devices.add(device("gpu-" + devices.size(), alike));
      }
    }
    return new ResourceSliceBuilder()
        .withNewMetadata()
        .withName("s")
        .withUid("s")
        .endMetadata()
        .withNewSpec()
        .withDriver("gpu.nvidia.com")
        .withNodeName("n")
        .withNewPool()
        .withName("n")
        .withGeneration(1L)
        .withResourceSliceCount(1L)
        .endPool()
        .withDevices(devices)
        .endSpec()
        .build();
  }

  private static Device device(String name, NodeProfile.Devices alike) {
    var attributes = new HashMap<String, DeviceAttribute>();
    attributes.put("type", attribute(alike.type()));
    attributes.put("productName", attribute(alike.productName()));
    attributes.put("architecture", attribute(alike.architecture()));
    if (alike.profile() != null) {
      attributes.put("profile", attribute(alike.profile()));
    }
    return new DeviceBuilder()
        .withName(name)
        .withAttributes(attributes)
        .addToCapacity(
            "memory", new DeviceCapacityBuilder().withValue(new Quantity(alike.memory())).build())
        .build();
  }

  private static DeviceAttribute attribute(String value) {
    return new DeviceAttributeBuilder().withString(value).build();
  }

  private static Need need(Gpu gpu) {
    var profile = gpu.mig().isEmpty() ? "" : gpu.mig().getFirst().profile();
    return new Need(1, Set.of(), "", 0, profile, gpu.shared(), 0, 0, 0);
  }

  private static String text(Gpu gpu) {
    return gpu.count()
        + (gpu.shared() ? " shared " : " ")
        + gpu.product()
        + gpu.mig().stream().map(MakesOfNodesTest::text).collect(Collectors.joining());
  }

  private static String text(MigSlots slots) {
    return ", " + slots.count() + " " + slots.profile();
  }
}
