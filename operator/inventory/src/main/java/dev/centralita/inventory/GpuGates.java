package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import java.util.List;
import java.util.Map;

/** Whether the GPUs of a node can be used now, whatever they are and however they are asked for. */
final class GpuGates {
  private static final String CONTAINER = "container";

  private GpuGates() {}

  /**
   * Every gate is asked, so that people see all that is wrong at once.
   *
   * @param defaultWorkload what the site's stack uses a node for that has no label about it
   */
  static boolean areOpen(
      Map<String, String> labels, String defaultWorkload, String subject, List<Finding> findings) {
    var upgrade = labels.getOrDefault(Marks.UPGRADE_STATE, "");
    var upgrading = !upgrade.isEmpty() && !upgrade.equals("upgrade-done");
    if (upgrading) {
      findings.add(
          new Finding(Kind.DriverUpgrading, subject, Marks.UPGRADE_STATE + " is " + upgrade));
    }
    var geometry = labels.getOrDefault(Marks.MIG_STATE, "success");
    var settled = geometry.equals("success");
    if (!settled) {
      findings.add(new Finding(Kind.MigNotReady, subject, Marks.MIG_STATE + " is " + geometry));
    }
    var use = labels.getOrDefault(Marks.WORKLOAD_CONFIG, defaultWorkload);
    var forContainers = use.equals(CONTAINER) || use.isEmpty();
    if (!forContainers) {
      findings.add(
          new Finding(
              Kind.PassthroughNode,
              subject,
              labels.containsKey(Marks.WORKLOAD_CONFIG)
                  ? Marks.WORKLOAD_CONFIG + " is " + use
                  : "the ClusterPolicy gives nodes to " + use + " unless they say otherwise"));
    }
    return !upgrading && settled && forContainers;
  }
}
