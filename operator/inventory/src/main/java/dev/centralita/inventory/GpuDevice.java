package dev.centralita.inventory;

import io.fabric8.kubernetes.api.model.resource.v1.Counter;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCounterConsumption;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceTaint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A GPU, or a partition of one, as a ResourceSlice of the DRA driver offers it.
 *
 * @param uuid of the device; empty if it does not say
 * @param parentUuid of the GPU that it is a partition of; empty for a whole GPU
 * @param slices of memory that it takes of a GPU that is cut on demand, a bit each; 0 where the
 *     device exists already
 * @param hindrance why it is not offered, for people; null if it is
 */
record GpuDevice(
    Key key,
    String node,
    String uuid,
    String parentUuid,
    GpuLabels said,
    int slices,
    @Nullable String hindrance) {

  /** The names of the driver's attributes, which it writes without its own domain. */
  private static final String DOMAIN = DevicePools.DRIVER + "/";

  /** How the driver names the counters of which there is one for every memory slice of a GPU. */
  private static final Pattern SLICE = Pattern.compile("memory-slice-([0-7])");

  private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);

  /** How an allocation names a device of the driver. */
  record Key(String pool, String device) {}

  /** Null for what is no GPU: virtual functions for virtual machines. */
  static @Nullable GpuDevice of(String pool, String node, Device device) {
    Map<String, DeviceAttribute> attributes =
        Objects.requireNonNullElse(device.getAttributes(), Map.<String, DeviceAttribute>of());
    var type = text(attributes, "type");
    var partition = type.equals("mig");
    if (!partition && !type.equals("gpu")) {
      return null;
    }
    var profile = partition ? text(attributes, "profile") : "";
    var parent = partition ? text(attributes, "parentUUID") : "";
    return new GpuDevice(
        new Key(pool, Objects.requireNonNullElse(device.getName(), "")),
        node,
        text(attributes, "uuid"),
        parent,
        said(attributes, device, profile),
        slices(device),
        hindrance(device, attributes, partition, profile));
  }

  /** The same, but not offered. */
  GpuDevice hindered(String why) {
    return new GpuDevice(key, node, uuid, parentUuid, said, slices, why);
  }

  private static int slices(Device device) {
    int slices = 0;
    for (var consumes :
        Objects.requireNonNullElse(
            device.getConsumesCounters(), List.<DeviceCounterConsumption>of())) {
      var counters = Objects.requireNonNullElse(consumes.getCounters(), Map.<String, Counter>of());
      for (var counter : counters.keySet()) {
        var slice = SLICE.matcher(counter);
        slices |= slice.matches() ? 1 << Integer.parseInt(slice.group(1)) : 0;
      }
    }
    return slices;
  }

  boolean whole() {
    return said.profile().isEmpty();
  }

  String product() {
    return Products.canonical(Objects.requireNonNullElse(said.productLabel(), ""));
  }

  private static GpuLabels said(
      Map<String, DeviceAttribute> attributes, Device device, String profile) {
    var product = text(attributes, "productName");
    var family = text(attributes, "architecture").toLowerCase(Locale.ROOT).replace(' ', '-');
    var compute = version(attributes, "cudaComputeCapability").split("\\.", -1);
    return new GpuLabels(
        product.isEmpty() ? null : product,
        profile,
        false,
        false,
        family,
        memoryMiB(device),
        -1,
        -1,
        number(compute, 0),
        number(compute, 1));
  }

  private static @Nullable String hindrance(
      Device device, Map<String, DeviceAttribute> attributes, boolean partition, String profile) {
    if (text(attributes, "productName").isEmpty()) {
      return "it does not say its productName";
    }
    if (partition && profile.isEmpty()) {
      return "it is a partition without profile";
    }
    if (partition
        && device.getConsumesCounters() != null
        && !device.getConsumesCounters().isEmpty()
        && slices(device) == 0) {
      return "it would be cut on demand, and does not say where";
    }
    if (Boolean.TRUE.equals(device.getAllowMultipleAllocations())) {
      return "several claims may hold it at once";
    }
    for (var taint : Objects.requireNonNullElse(device.getTaints(), List.<DeviceTaint>of())) {
      if (!"None".equals(taint.getEffect())) {
        return "it is tainted %s:%s".formatted(taint.getKey(), taint.getEffect());
      }
    }
    return null;
  }

  private static int memoryMiB(Device device) {
    var capacity = device.getCapacity();
    var memory =
        capacity == null ? null : capacity.getOrDefault("memory", capacity.get(DOMAIN + "memory"));
    var bytes = memory == null ? null : Amounts.of(memory.getValue());
    if (bytes == null || bytes.signum() <= 0) {
      return -1;
    }
    return bytes.divideToIntegralValue(MIB).min(BigDecimal.valueOf(1 << 30)).intValue();
  }

  private static int number(String[] parts, int index) {
    try {
      return index < parts.length ? Math.max(-1, Integer.parseInt(parts[index])) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String text(Map<String, DeviceAttribute> attributes, String name) {
    var attribute = find(attributes, name);
    return attribute == null || attribute.getString() == null ? "" : attribute.getString().strip();
  }

  private static String version(Map<String, DeviceAttribute> attributes, String name) {
    var attribute = find(attributes, name);
    return attribute == null || attribute.getVersion() == null ? "" : attribute.getVersion();
  }

  private static @Nullable DeviceAttribute find(
      Map<String, DeviceAttribute> attributes, String name) {
    return attributes.getOrDefault(name, attributes.get(DOMAIN + name));
  }
}
