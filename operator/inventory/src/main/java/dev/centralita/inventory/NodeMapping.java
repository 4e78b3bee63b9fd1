package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.Taint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Node to facts: what it can allocate now. */
final class NodeMapping {
  /** Beyond any machine: 4096 cores, 64 TiB, 10,000 pods. */
  static final long MOST_CPU_MILLIS = 4_096_000;

  static final long MOST_MEMORY = 64L << 40;
  static final long MOST_PODS = 10_000;

  private NodeMapping() {}

  /**
   * Reads a node.
   *
   * @param defaultWorkload what the site's stack uses a node for that has no label about it
   * @param claimed its GPUs that are given out by ResourceClaims
   */
  static NodeReading read(
      Node node, SiteRegister register, String defaultWorkload, ClaimedGpus claimed) {
    var name = Objects.requireNonNullElse(node.getMetadata().getName(), "");
    var subject = "node/" + name;
    var findings = new ArrayList<Finding>();
    var status = node.getStatus();
    var allocatable = status == null ? null : status.getAllocatable();
    var ready = isReady(status);
    if (!ready) {
      findings.add(new Finding(Kind.NodeNotReady, subject, "the node is not ready"));
    }
    var gpus =
        NodeGpus.read(
            new GpuMapping(node, register, defaultWorkload, ready, findings),
            claimed,
            register,
            subject,
            findings);
    var facts =
        new NodeFacts(
            name,
            ready && !isCordoned(node.getSpec()),
            taints(node.getSpec()),
            gpus == null ? null : gpus.gpu(),
            least(allocatable, "cpu", 1000, MOST_CPU_MILLIS, subject, findings),
            least(allocatable, "memory", 1, MOST_MEMORY, subject, findings),
            (int) least(allocatable, "pods", 1, MOST_PODS, subject, findings));
    return gpus == null
        ? new NodeReading(facts, null, NodeReading.Asking.Resources, findings)
        : new NodeReading(facts, gpus.productLabel(), gpus.asking(), findings);
  }

  private static boolean isReady(@Nullable NodeStatus status) {
    return status != null
        && status.getConditions() != null
        && status.getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static boolean isCordoned(@Nullable NodeSpec spec) {
    return spec != null && Boolean.TRUE.equals(spec.getUnschedulable());
  }

  /** The GPU taint is one like others: only what asks for GPUs is delivered with its toleration. */
  private static List<Taint> taints(@Nullable NodeSpec spec) {
    var taints = new ArrayList<Taint>();
    if (spec == null || spec.getTaints() == null) {
      return taints;
    }
    for (var taint : spec.getTaints()) {
      if (taint.getKey() == null) {
        continue;
      }
      var value = Objects.requireNonNullElse(taint.getValue(), "");
      switch (Objects.requireNonNullElse(taint.getEffect(), "")) {
        case "NoSchedule" -> taints.add(new Taint(taint.getKey(), value, Taint.Effect.NoSchedule));
        case "NoExecute" -> taints.add(new Taint(taint.getKey(), value, Taint.Effect.NoExecute));
        default -> {
          // PreferNoSchedule is a wish of the site's scheduler, not a rule.
        }
      }
    }
    return taints;
  }

  static long least(
      @Nullable Map<String, Quantity> amounts,
      String resource,
      int unitsPerOne,
      long most,
      String subject,
      List<Finding> findings) {
    var offered = Amounts.offered(amounts, resource, unitsPerOne);
    if (offered <= most) {
      return offered;
    }
    findings.add(
        new Finding(
            Kind.AbsurdQuantity,
            subject,
            "allocatable %s is %s, which no node has; %d counted"
                .formatted(
                    resource, amounts == null ? "" : amounts.get(resource), most / unitsPerOne)));
    return most;
  }
}
