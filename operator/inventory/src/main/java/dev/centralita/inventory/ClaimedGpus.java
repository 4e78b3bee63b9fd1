package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of one node that are given out by ResourceClaims, and who holds them.
 *
 * <p>What a pod bound here holds counts as offered and as held by it. What is allocated to nobody
 * who is known here (a pod not seen yet, or gone while its claim is not) is not offered at all.
 */
final class ClaimedGpus {
  /** A node without any. */
  static final ClaimedGpus NONE = new ClaimedGpus(List.of(), null);

  private final List<Unit> units;

  /** Where the node's GPUs are cut on demand, in place of what the units say. */
  private final @Nullable CutDevices cut;

  /**
   * A GPU or partition that can be given out by itself.
   *
   * @param allocated to anybody
   * @param pod bound to this node that holds it; null if there is none
   */
  private record Unit(GpuDevice device, boolean allocated, @Nullable String pod) {
    boolean counts() {
      return allocated ? pod != null : device.hindrance() == null;
    }
  }

  /**
   * What one pod holds through claims.
   *
   * @param spots where the partitions lie, where GPUs are cut on demand
   */
  record Held(int gpus, Map<String, Integer> partitions, Map<String, List<Integer>> spots) {
    static final Held NOTHING = new Held(0, Map.of(), Map.of());
  }

  private ClaimedGpus(List<Unit> units, @Nullable CutDevices cut) {
    this.units = List.copyOf(units);
    this.cut = cut;
  }

  /**
   * Reads a node.
   *
   * @param bound UIDs of the pods bound to it
   */
  static ClaimedGpus of(List<GpuDevice> devices, DeviceClaims claims, Set<String> bound) {
    var wholes = new HashMap<String, GpuDevice>();
    devices.stream().filter(GpuDevice::whole).forEach(gpu -> wholes.put(gpu.uuid(), gpu));
    var partsOf = new HashMap<GpuDevice, List<GpuDevice>>();
    var units = new ArrayList<GpuDevice>();
    for (var device : devices) {
      var parent = device.whole() ? null : wholes.get(device.parentUuid());
      if (parent == null) {
        boolean adrift = !device.whole() && device.slices() != 0;
        units.add(
            adrift
                ? device.hindered("it would be cut on demand from a GPU that is not known")
                : device);
      } else {
        // Both the GPU and its partitions are offered: whoever takes one takes the other.
        partsOf.computeIfAbsent(parent, gpu -> new ArrayList<>()).add(device);
      }
    }
    var out = new ArrayList<Unit>();
    for (var unit : units) {
      var keys = new HashSet<GpuDevice.Key>();
      keys.add(unit.key());
      partsOf.getOrDefault(unit, List.of()).forEach(part -> keys.add(part.key()));
      var holders = new TreeSet<String>();
      keys.forEach(key -> holders.addAll(claims.podsOf(key)));
      holders.retainAll(bound);
      out.add(
          new Unit(
              unit,
              keys.stream().anyMatch(claims::isAllocated),
              holders.isEmpty() ? null : holders.first()));
    }
    return new ClaimedGpus(out, CutDevices.of(units, partsOf, claims, bound));
  }

  boolean isEmpty() {
    return units.isEmpty();
  }

  /** As the devices that are offered say it, which is what a claim can select by. */
  @Nullable String productName() {
    var product = mostOf();
    return units.stream()
        .filter(unit -> unit.device.product().equals(product))
        .flatMap(unit -> Optional.ofNullable(unit.device.said().productLabel()).stream())
        .findFirst()
        .orElse(null);
  }

  Held heldBy(String pod) {
    if (cut != null) {
      return cut.heldBy(pod);
    }
    int gpus = 0;
    var partitions = new TreeMap<String, Integer>();
    for (var unit : units) {
      if (pod.equals(unit.pod)) {
        if (unit.device.whole()) {
          gpus++;
        } else {
          partitions.merge(unit.device.said().profile(), 1, Integer::sum);
        }
      }
    }
    return new Held(gpus, partitions, Map.of());
  }

  /**
   * What the node offers.
   *
   * @param usable whether anything of it can be used now
   */
  Gpu offer(boolean usable, SiteRegister register, String subject, List<Finding> findings) {
    hindrances(subject, findings);
    var product = mostOf();
    var of = units.stream().filter(u -> u.device.product().equals(product)).toList();
    int count = 0;
    var profiles = new TreeMap<String, Integer>();
    for (var unit : units) {
      if (!unit.counts() || (unit.pod == null && !unit.device.product().equals(product))) {
        continue;
      }
      if (unit.device.whole()) {
        count++;
      } else {
        profiles.merge(unit.device.said().profile(), 1, Integer::sum);
      }
    }
    var slots = new ArrayList<MigSlots>(cut == null ? List.of() : cut.slots());
    if (cut != null) {
      count = cut.count();
    }
    profiles.forEach((profile, n) -> slots.add(new MigSlots(profile, n)));
    var gpu =
        new GpuDescription(of.getFirst().device.said(), subject, findings)
            .of(
                usable ? Math.min(count, GpuMapping.MOST_GPUS) : 0,
                false,
                usable ? slots : List.of(),
                true,
                register);
    return others(gpu, product, register, subject, findings);
  }

  /** A node has one product for the solver; what else is there is not offered. */
  private Gpu others(
      Gpu gpu, String product, SiteRegister register, String subject, List<Finding> findings) {
    var others = new TreeSet<String>();
    units.forEach(unit -> others.add(unit.device.product()));
    others.remove(product);
    others.remove("");
    if (others.isEmpty()) {
      return gpu;
    }
    findings.add(
        new Finding(
            Kind.HeterogeneousNode,
            subject,
            "%s are offered, %s are not.\nMaybe give each product its own nodes."
                .formatted(product, String.join(", ", others))));
    // Whoever holds one of the others draws its watts.
    int most = others.stream().mapToInt(register::watts).max().orElse(-1);
    return new Gpu(
        gpu.product(),
        gpu.family(),
        gpu.memoryGiB(),
        gpu.computeMajor(),
        gpu.computeMinor(),
        gpu.wattsEach() < 0 ? gpu.wattsEach() : Math.max(gpu.wattsEach(), most),
        gpu.count(),
        gpu.shared(),
        gpu.mig(),
        gpu.computeSlices());
  }

  private void hindrances(String subject, List<Finding> findings) {
    for (var unit : units) {
      if (unit.device.hindrance() != null) {
        findings.add(
            new Finding(
                Kind.DevicesUnclear,
                subject,
                "device %s is not offered: %s"
                    .formatted(unit.device.key().device(), unit.device.hindrance())));
      }
    }
  }

  /** The product of most units that can be offered, by name where as many. */
  private String mostOf() {
    var counts = new TreeMap<String, Integer>();
    for (var unit : units) {
      counts.merge(unit.device.product(), unit.device.hindrance() == null ? 1 : 0, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
