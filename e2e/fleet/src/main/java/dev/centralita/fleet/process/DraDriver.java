package dev.centralita.fleet.process;

import dev.centralita.fleet.NodeProfile;
import dev.centralita.fleet.NodeProfile.Devices;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCapacityBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClassBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What NVIDIA's DRA driver tells a cluster: its DeviceClasses, and a ResourceSlice for each node.
 * Who gets which device is up to the real kube-scheduler.
 */
final class DraDriver {
  private static final String DRIVER = "gpu.nvidia.com";

  /** DeviceClass to the type of device in it. */
  private static final Map<String, String> CLASSES =
      Map.of("gpu.nvidia.com", "gpu", "mig.nvidia.com", "mig");

  private final KubernetesClient client;

  DraDriver(KubernetesClient client) {
    this.client = client;
  }

  void publish(Node node, NodeProfile profile) {
    if (profile.devices().isEmpty()) {
      return;
    }
    CLASSES.forEach(this::deviceClass);
    var name = node.getMetadata().getName();
    client
        .resource(
            new ResourceSliceBuilder()
                .withNewMetadata()
                .withName(name + "-gpu.nvidia.com")
                .withOwnerReferences(
                    new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(name)
                        .withUid(node.getMetadata().getUid())
                        .build())
                .endMetadata()
                .withNewSpec()
                .withDriver(DRIVER)
                .withNodeName(name)
                .withNewPool()
                .withName(name)
                .withGeneration(1L)
                .withResourceSliceCount(1L)
                .endPool()
                .withDevices(devices(name, profile))
                .endSpec()
                .build())
        .create();
  }

  private void deviceClass(String name, String type) {
    var expression =
        "device.driver == '%1$s' && device.attributes['%1$s'].type == '%2$s'"
            .formatted(DRIVER, type);
    client
        .resource(
            new DeviceClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewSelector()
                .withNewCel()
                .withExpression(expression)
                .endCel()
                .endSelector()
                .endSpec()
                .build())
        .fieldManager("fleet")
        .forceConflicts()
        .serverSideApply();
  }

  private static List<Device> devices(String node, NodeProfile profile) {
    var out = new ArrayList<Device>();
    for (var alike : profile.devices()) {
      for (int i = 0; i < alike.count(); i++) {
        out.add(device(node, "gpu-" + out.size(), alike));
      }
    }
    return out;
  }

  private static Device device(String node, String name, Devices alike) {
    var attributes = new LinkedHashMap<String, DeviceAttribute>();
    attributes.put("type", text(alike.type()));
    attributes.put("uuid", text("GPU-" + node + "-" + name));
    attributes.put("productName", text(alike.productName()));
    attributes.put("brand", text("Nvidia"));
    attributes.put("architecture", text(alike.architecture()));
    attributes.put("cudaComputeCapability", version(alike.cudaComputeCapability()));
    attributes.put("driverVersion", version("580.95.5"));
    if (alike.profile() != null) {
      attributes.put("profile", text(alike.profile()));
      // Partitions of an "all-balanced" GPU: which share a parent makes no difference here.
      attributes.put("parentUUID", text("GPU-" + node));
    }
    return new DeviceBuilder()
        .withName(name)
        .withAttributes(attributes)
        .addToCapacity(
            "memory", new DeviceCapacityBuilder().withValue(new Quantity(alike.memory())).build())
        .build();
  }

  private static DeviceAttribute text(String value) {
    var attribute = new DeviceAttribute();
    attribute.setString(value);
    return attribute;
  }

  private static DeviceAttribute version(String value) {
    var attribute = new DeviceAttribute();
    attribute.setVersion(value);
    return attribute;
  }
}
