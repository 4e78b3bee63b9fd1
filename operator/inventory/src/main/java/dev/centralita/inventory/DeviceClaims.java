package dev.centralita.inventory;

import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimConsumerReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Which devices of the GPU driver are allocated, and which pods they are reserved for. */
final class DeviceClaims {
  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<GpuDevice.Key, Set<String>> byDevice = new HashMap<>();
  private final Map<String, Set<String>> byPod = new HashMap<>();

  private record Claim(Set<GpuDevice.Key> devices, Set<String> pods) {}

  /** Returns the devices whose holders may be others now. */
  Set<GpuDevice.Key> changed(ResourceClaim claim) {
    var uid = claim.getMetadata().getUid();
    var touched = new HashSet<>(gone(uid));
    var now = read(claim);
    if (!now.devices.isEmpty()) {
      claims.put(uid, now);
      now.devices.forEach(d -> byDevice.computeIfAbsent(d, k -> new TreeSet<>()).add(uid));
      now.pods.forEach(p -> byPod.computeIfAbsent(p, k -> new TreeSet<>()).add(uid));
      touched.addAll(now.devices);
    }
    return touched;
  }

  Set<GpuDevice.Key> gone(String uid) {
    var before = claims.remove(uid);
    if (before == null) {
      return Set.of();
    }
    before.devices.forEach(device -> take(byDevice, device, uid));
    before.pods.forEach(pod -> take(byPod, pod, uid));
    return before.devices;
  }

  private static <K> void take(Map<K, Set<String>> from, K key, String uid) {
    from.computeIfPresent(
        key,
        (k, uids) -> {
          uids.remove(uid);
          return uids.isEmpty() ? null : uids;
        });
  }

  boolean isAllocated(GpuDevice.Key device) {
    return byDevice.containsKey(device);
  }

  /** The pods that a device is reserved for, in the order of their UIDs. */
  Set<String> podsOf(GpuDevice.Key device) {
    var pods = new TreeSet<String>();
    byDevice
        .getOrDefault(device, Set.of())
        .forEach(uid -> pods.addAll(Objects.requireNonNull(claims.get(uid)).pods));
    return pods;
  }

  /** The devices reserved for a pod. */
  Set<GpuDevice.Key> devicesOf(String pod) {
    var devices = new HashSet<GpuDevice.Key>();
    byPod
        .getOrDefault(pod, Set.of())
        .forEach(uid -> devices.addAll(Objects.requireNonNull(claims.get(uid)).devices));
    return devices;
  }

  private static Claim read(ResourceClaim claim) {
    var devices = new HashSet<GpuDevice.Key>();
    var pods = new TreeSet<String>();
    var status = claim.getStatus();
    var allocation = status == null ? null : status.getAllocation();
    var allocated = allocation == null ? null : allocation.getDevices();
    if (allocated != null && allocated.getResults() != null) {
      for (var result : allocated.getResults()) {
        // Who looks after a device (adminAccess) keeps nobody from using it.
        if (DevicePools.DRIVER.equals(result.getDriver())
            && !Boolean.TRUE.equals(result.getAdminAccess())) {
          devices.add(
              new GpuDevice.Key(
                  Objects.requireNonNullElse(result.getPool(), ""),
                  Objects.requireNonNullElse(result.getDevice(), "")));
        }
      }
    }
    var reserved = status == null ? null : status.getReservedFor();
    for (var consumer :
        Objects.requireNonNullElse(reserved, List.<ResourceClaimConsumerReference>of())) {
      if ("pods".equals(consumer.getResource()) && consumer.getUid() != null) {
        pods.add(consumer.getUid());
      }
    }
    return new Claim(devices, pods);
  }
}
