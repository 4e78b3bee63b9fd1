package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.resource.v1.AllocationResultBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.Counter;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCounterConsumption;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceCounterConsumptionBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceSpecBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of DRA's objects what says which GPUs there are and who holds them; of other drivers' only that
 * they are theirs.
 */
final class DeviceStripping {
  private static final String DRIVER = "gpu.nvidia.com";
  private static final String MEMORY_SLICE = "memory-slice-";
  private static final Set<String> READ =
      Set.of(
          "type",
          "uuid",
          "parentUUID",
          "productName",
          "architecture",
          "cudaComputeCapability",
          "profile",
          "memory");

  private DeviceStripping() {}

  static ResourceSlice slice(ResourceSlice slice, @Nullable ObjectMeta metadata) {
    var kept = new ResourceSlice();
    kept.setMetadata(metadata);
    var spec = slice.getSpec();
    if (spec != null && DRIVER.equals(spec.getDriver())) {
      kept.setSpec(
          new ResourceSliceSpecBuilder()
              .withDriver(spec.getDriver())
              .withNodeName(spec.getNodeName())
              .withPool(spec.getPool())
              .withDevices(devices(spec.getDevices()))
              .build());
    }
    return kept;
  }

  private static List<Device> devices(@Nullable List<Device> devices) {
    if (devices == null) {
      return List.of();
    }
    return devices.stream()
        .map(device ->
            new DeviceBuilder()
                .withName(device.getName())
                .withAttributes(read(device.getAttributes()))
                .withCapacity(read(device.getCapacity()))
                .withConsumesCounters(slices(device.getConsumesCounters()))
                .withTaints(device.getTaints())
                .withAllowMultipleAllocations(device.getAllowMultipleAllocations())
                .build())
        .toList();
  }

  /** Which memory slices of its GPU a device takes; what else it takes is not read. */
  private static List<DeviceCounterConsumption> slices(
      @Nullable List<DeviceCounterConsumption> consumed) {
    if (consumed == null) {
      return List.of();
    }
    return consumed.stream()
        .map(of -> {
          var kept = new HashMap<String, Counter>();
          if (of.getCounters() != null) {
            of.getCounters()
                .forEach((name, counter) -> {
                  if (name.startsWith(MEMORY_SLICE)) {
                    kept.put(name, counter);
                  }
                });
          }
          return new DeviceCounterConsumptionBuilder()
              .withCounterSet(of.getCounterSet())
              .withCounters(kept)
              .build();
        })
        .toList();
  }

  private static <V> Map<String, V> read(@Nullable Map<String, V> full) {
    var kept = new HashMap<String, V>();
    if (full != null) {
      full.forEach((name, value) -> {
        if (READ.contains(name.substring(name.indexOf('/') + 1))) {
          kept.put(name, value);
        }
      });
    }
    return kept;
  }

  static ResourceClaim claim(ResourceClaim claim, @Nullable ObjectMeta metadata) {
    var kept = new ResourceClaim();
    kept.setMetadata(metadata);
    var status = claim.getStatus();
    var allocation = status == null ? null : status.getAllocation();
    var devices = allocation == null ? null : allocation.getDevices();
    if (status == null || devices == null || devices.getResults() == null) {
      return kept;
    }
    var ours = devices.getResults().stream().filter(r -> DRIVER.equals(r.getDriver())).toList();
    if (!ours.isEmpty()) {
      kept.setStatus(
          new ResourceClaimStatusBuilder()
              .withAllocation(
                  new AllocationResultBuilder()
                      .withNewDevices()
                      .withResults(ours)
                      .endDevices()
                      .build())
              .withReservedFor(status.getReservedFor())
              .build());
    }
    return kept;
  }
}
