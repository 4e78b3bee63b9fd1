package dev.centralita.inventory;

import dev.centralita.placement.MigSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * GPUs of one node that the driver cuts on demand: every place where a partition may lie is a
 * device, and those that overlap count the same memory slices.
 *
 * <p>A GPU of which anything is held by nobody who is known here is not offered at all until that
 * is known, nor is one that is hindered in part.
 */
final class CutDevices {
  private final List<Whole> wholes;
  private final Map<String, List<Integer>> spots;

  /** A GPU, with who holds the devices of it; its number among those that are offered. */
  private record Whole(Map<GpuDevice, String> holders, int number) {}

  private CutDevices(List<Whole> wholes, Map<String, List<Integer>> spots) {
    this.wholes = wholes;
    this.spots = spots;
  }

  /**
   * Null unless all GPUs of the node are cut on demand, and all alike.
   *
   * @param parts the devices of each whole GPU
   * @param bound UIDs of the pods bound to the node
   */
  static @Nullable CutDevices of(
      List<GpuDevice> wholes,
      Map<GpuDevice, List<GpuDevice>> parts,
      DeviceClaims claims,
      Set<String> bound) {
    Map<String, List<Integer>> spots = Map.of();
    var out = new ArrayList<Whole>();
    int offered = 0;
    for (var whole : wholes) {
      var its = parts.getOrDefault(whole, List.of());
      var where = spots(its);
      if (where.isEmpty() || !(spots.isEmpty() || spots.equals(where))) {
        return null;
      }
      spots = where;
      var all = new ArrayList<>(its);
      all.add(whole);
      var holders = new HashMap<GpuDevice, String>();
      boolean open = true;
      for (var device : all) {
        var pods = new TreeSet<>(claims.podsOf(device.key()));
        pods.retainAll(bound);
        if (!pods.isEmpty()) {
          holders.put(device, pods.first());
        }
        open &= device.hindrance() == null && (claims.isAllocated(device.key()) != pods.isEmpty());
      }
      // What is held of a GPU that is not offered lies beyond all that are.
      out.add(new Whole(holders, open ? offered++ : GpuMapping.MOST_GPUS));
    }
    return spots.isEmpty() ? null : new CutDevices(out, spots);
  }

  /** By profile, in the order of the devices; nothing if one does not say where it lies. */
  private static Map<String, List<Integer>> spots(List<GpuDevice> parts) {
    var spots = new LinkedHashMap<String, List<Integer>>();
    for (var part : parts) {
      if (part.slices() == 0 || part.said().profile().isEmpty()) {
        return Map.of();
      }
      var where = spots.computeIfAbsent(part.said().profile(), p -> new ArrayList<>());
      if (!where.contains(part.slices())) {
        where.add(part.slices());
      }
    }
    return spots;
  }

  /** How many GPUs are offered. */
  int count() {
    return (int) wholes.stream().filter(w -> w.number < GpuMapping.MOST_GPUS).count();
  }

  /** What there would be room for if nothing were held. */
  List<MigSlots> slots() {
    var slots = new ArrayList<MigSlots>();
    new TreeMap<>(spots)
        .forEach((profile, where) ->
            slots.add(new MigSlots(profile, count() * sideBySide(where), where)));
    return slots;
  }

  /** Runs of slices: always the one that ends first. */
  private static int sideBySide(List<Integer> where) {
    int held = 0;
    int count = 0;
    for (int spot : where.stream().sorted().toList()) {
      if ((held & spot) == 0) {
        held |= spot;
        count++;
      }
    }
    return count;
  }

  /** What a pod holds. */
  ClaimedGpus.Held heldBy(String pod) {
    int gpus = 0;
    var partitions = new TreeMap<String, Integer>();
    var where = new TreeMap<String, List<Integer>>();
    for (var whole : wholes) {
      for (var held : whole.holders.entrySet()) {
        var device = held.getKey();
        if (!held.getValue().equals(pod)) {
          continue;
        }
        if (device.whole()) {
          gpus++;
        } else {
          var profile = device.said().profile();
          partitions.merge(profile, 1, Integer::sum);
          where
              .computeIfAbsent(profile, p -> new ArrayList<>())
              .add(MigSlots.spot(whole.number, device.slices()));
        }
      }
    }
    where.values().forEach(spot -> spot.sort(null));
    return new ClaimedGpus.Held(gpus, partitions, where);
  }
}
