package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs that the DRA driver offers, from ResourceSlices in any order. A pool counts only when
 * all its slices of the newest generation are there, as for kube-scheduler.
 */
final class DevicePools {
  /** The one driver whose devices are GPUs. */
  static final String DRIVER = "gpu.nvidia.com";

  /** Every GPU of a node whole, and cut into seven. */
  static final int MOST_DEVICES = GpuMapping.MOST_GPUS * 8;

  /** Where GPUs are cut on demand: those, and wherever a partition may lie on them. */
  static final int MOST_PLACES = GpuMapping.MOST_GPUS * 32;

  private final Map<String, TreeMap<String, ResourceSliceSpec>> slices = new TreeMap<>();
  private final Map<String, String> poolBySlice = new HashMap<>();
  private final Map<String, Pool> pools = new TreeMap<>();

  private record Pool(List<GpuDevice> devices, List<Finding> findings, Set<String> nodes) {}

  /** Returns the nodes whose GPUs may be others now. */
  Set<String> changed(ResourceSlice slice) {
    var name = slice.getMetadata().getName();
    var spec = slice.getSpec();
    var touched = new HashSet<>(gone(name));
    if (spec != null && DRIVER.equals(spec.getDriver()) && spec.getPool() != null) {
      var pool = Objects.requireNonNullElse(spec.getPool().getName(), "");
      slices.computeIfAbsent(pool, p -> new TreeMap<>()).put(name, spec);
      poolBySlice.put(name, pool);
      touched.addAll(read(pool));
    }
    return touched;
  }

  Set<String> gone(String slice) {
    var pool = poolBySlice.remove(slice);
    if (pool == null) {
      return Set.of();
    }
    slices.computeIfPresent(
        pool,
        (p, of) -> {
          of.remove(slice);
          return of.isEmpty() ? null : of;
        });
    return read(pool);
  }

  List<GpuDevice> devicesOf(String node) {
    return pools.values().stream()
        .filter(pool -> pool.nodes.contains(node))
        .flatMap(pool -> pool.devices.stream())
        .filter(device -> device.node().equals(node))
        .toList();
  }

  /** The node of a device; null if it is not offered. */
  @Nullable String nodeOf(GpuDevice.Key key) {
    var pool = pools.get(key.pool());
    return pool == null
        ? null
        : pool.devices.stream()
            .filter(device -> device.key().equals(key))
            .map(GpuDevice::node)
            .findFirst()
            .orElse(null);
  }

  List<Finding> findings() {
    return pools.values().stream().flatMap(pool -> pool.findings.stream()).toList();
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  private Set<String> read(String name) {
    var touched = new TreeSet<String>();
    var before = pools.remove(name);
    if (before != null) {
      touched.addAll(before.nodes);
    }
    var of = slices.get(name);
    if (of != null) {
      var now = pool(name, List.copyOf(of.values()), before == null ? List.of() : before.devices);
      pools.put(name, now);
      touched.addAll(now.nodes);
    }
    return touched;
  }

  /**
   * Reads a pool.
   *
   * @param before what it had: while it is unclear, what of that is held still draws its watts
   */
  private static Pool pool(String name, List<ResourceSliceSpec> all, List<GpuDevice> before) {
    var newest = all.stream().mapToLong(s -> orZero(s.getPool().getGeneration())).max().orElse(0);
    var current = all.stream().filter(s -> orZero(s.getPool().getGeneration()) == newest).toList();
    var nodes = new TreeSet<String>();
    all.forEach(s -> nodes.add(Objects.requireNonNullElse(s.getNodeName(), "")));
    before.forEach(device -> nodes.add(device.node()));
    var findings = new ArrayList<Finding>();
    var devices = new ArrayList<GpuDevice>();
    var wrong = wrong(current);
    if (wrong == null) {
      wrong = take(name, current, devices);
    }
    if (wrong != null) {
      devices.clear();
      before.forEach(device -> devices.add(device.hindered("its pool is unclear")));
      findings.add(
          new Finding(
              Kind.DevicesUnclear, "pool/" + name, wrong + "; none of its devices are offered"));
    }
    return new Pool(List.copyOf(devices), List.copyOf(findings), nodes);
  }

  private static @Nullable String wrong(List<ResourceSliceSpec> current) {
    for (var slice : current) {
      var expected = orZero(slice.getPool().getResourceSliceCount());
      if (expected != current.size()) {
        return "%d of %d ResourceSlices of the newest generation are there"
            .formatted(current.size(), expected);
      }
      if (slice.getNodeName() == null || slice.getNodeName().isEmpty()) {
        return "a ResourceSlice names no node";
      }
    }
    return null;
  }

  private static @Nullable String take(
      String pool, List<ResourceSliceSpec> current, List<GpuDevice> devices) {
    var names = new HashSet<String>();
    int existing = 0;
    for (var slice : current) {
      for (var device : Objects.requireNonNullElse(slice.getDevices(), List.<Device>of())) {
        if (!names.add(device.getName())) {
          return "device %s is there twice".formatted(device.getName());
        }
        var gpu = GpuDevice.of(pool, slice.getNodeName(), device);
        existing += gpu == null || gpu.slices() == 0 ? 1 : 0;
        if (existing > MOST_DEVICES || names.size() > MOST_PLACES) {
          return "more than %d devices, which no node has"
              .formatted(existing > MOST_DEVICES ? MOST_DEVICES : MOST_PLACES);
        }
        if (gpu != null) {
          devices.add(gpu);
        }
      }
    }
    return null;
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
