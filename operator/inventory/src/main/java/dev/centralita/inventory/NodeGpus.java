package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.inventory.NodeReading.Asking;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The GPUs of one node, whoever advertises them. */
record NodeGpus(Gpu gpu, @Nullable String productLabel, Asking asking) {

  /** Null for a node without GPUs. */
  static @Nullable NodeGpus read(
      GpuMapping plugin,
      ClaimedGpus claimed,
      SiteRegister register,
      String subject,
      List<Finding> findings) {
    if (claimed.isEmpty()) {
      return plugin.read();
    }
    var offered = claimed.offer(plugin.isOpen(), register, subject, findings);
    if (!plugin.advertises()) {
      return new NodeGpus(offered, claimed.productName(), Asking.Claims);
    }
    var advertised = plugin.read();
    if (advertised == null) {
      return new NodeGpus(offered, claimed.productName(), Asking.Claims);
    }
    findings.add(
        new Finding(
            Kind.OfferedTwice,
            subject,
            "the device plugin and the DRA driver both offer the node's GPUs, so what either gives"
                + " out is taken from both.\n"
                + "Maybe turn one of them off."));
    return new NodeGpus(lesser(advertised.gpu(), offered), advertised.productLabel(), Asking.Both);
  }

  private static Gpu lesser(Gpu plugin, Gpu claimed) {
    var slots = new ArrayList<MigSlots>();
    for (var slot : plugin.mig()) {
      int other =
          claimed.mig().stream()
              .filter(m -> m.profile().equals(slot.profile()))
              .mapToInt(MigSlots::count)
              .sum();
      if (other > 0) {
        slots.add(new MigSlots(slot.profile(), Math.min(slot.count(), other)));
      }
    }
    return new Gpu(
        plugin.product(),
        plugin.family(),
        Math.min(plugin.memoryGiB(), claimed.memoryGiB()),
        plugin.computeMajor(),
        plugin.computeMinor(),
        plugin.wattsEach() < 0 || claimed.wattsEach() < 0
            ? -1
            : Math.max(plugin.wattsEach(), claimed.wattsEach()),
        Math.min(plugin.count(), claimed.count()),
        plugin.shared(),
        slots,
        plugin.computeSlices());
  }
}
