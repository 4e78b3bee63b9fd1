package dev.centralita.stories;

import dev.centralita.fleet.Cluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a site's own API server says, whatever the hub believes. Shares no code with the operator.
 */
record SiteTruth(Cluster site) {
  static final String GPU = "nvidia.com/gpu";
  private static final String UID_LABEL = "centralita.dev/workload-uid";

  /** Pods of a workload that have not finished, bound or not. */
  List<Pod> podsOf(String workloadUid) {
    return site
        .adminClient()
        .pods()
        .inAnyNamespace()
        .withLabel(UID_LABEL, workloadUid)
        .list()
        .getItems()
        .stream()
        .filter(SiteTruth::holds)
        .toList();
  }

  Set<String> podUidsOf(String workloadUid) {
    return podsOf(workloadUid).stream()
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  long runningPodsOf(String workloadUid) {
    return podsOf(workloadUid).stream().filter(SiteTruth::isRunning).count();
  }

  List<Pod> deliveredPods() {
    return site
        .adminClient()
        .pods()
        .inAnyNamespace()
        .withLabel(UID_LABEL)
        .list()
        .getItems()
        .stream()
        .filter(SiteTruth::holds)
        .toList();
  }

  /** GPUs that unfinished pods of anybody ask for, bound or not. */
  long gpusAsked() {
    return site.adminClient().pods().inAnyNamespace().list().getItems().stream()
        .filter(SiteTruth::holds)
        .mapToLong(SiteTruth::gpus)
        .sum();
  }

  long gpusThere() {
    return site.adminClient().nodes().list().getItems().stream().mapToLong(SiteTruth::gpus).sum();
  }

  /**
   * Sentences about what was promised twice: GPUs of a node, of the site, or watts above the
   * envelope. The kubelet of a KWOK node does not refuse, so what is bound here counts.
   */
  List<String> overbooked(BigDecimal pue, Map<String, Integer> wattsByProduct, long envelope) {
    var found = new ArrayList<String>();
    var byNode = new HashMap<String, Long>();
    long asked = 0;
    for (Pod pod : site.adminClient().pods().inAnyNamespace().list().getItems()) {
      if (holds(pod)) {
        asked += gpus(pod);
        if (pod.getSpec().getNodeName() != null) {
          byNode.merge(pod.getSpec().getNodeName(), gpus(pod), Long::sum);
        }
      }
    }
    var watts = BigDecimal.ZERO;
    long there = 0;
    for (Node node : site.adminClient().nodes().list().getItems()) {
      String name = node.getMetadata().getName();
      long held = byNode.getOrDefault(name, 0L);
      there += gpus(node);
      if (held > gpus(node)) {
        found.add("%s/%s: %d GPUs held, %d there".formatted(site.name(), name, held, gpus(node)));
      }
      String product = node.getMetadata().getLabels().getOrDefault("nvidia.com/gpu.product", "");
      int each = wattsByProduct.getOrDefault(product, 0);
      watts = watts.add(BigDecimal.valueOf(held * each));
    }
    if (asked > there) {
      found.add("%s: pods ask for %d GPUs, %d there".formatted(site.name(), asked, there));
    }
    if (watts.multiply(pue).compareTo(BigDecimal.valueOf(envelope)) > 0) {
      found.add("%s: %s W × %s above %d W".formatted(site.name(), watts, pue, envelope));
    }
    return found;
  }

  private static boolean holds(Pod pod) {
    String phase = pod.getStatus().getPhase();
    return !"Succeeded".equals(phase) && !"Failed".equals(phase);
  }

  private static boolean isRunning(Pod pod) {
    return "Running".equals(pod.getStatus().getPhase())
        && pod.getMetadata().getDeletionTimestamp() == null;
  }

  private static long gpus(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> c.getResources() != null && c.getResources().getRequests() != null)
        .map(c -> c.getResources().getRequests().get(GPU))
        .filter(q -> q != null)
        .mapToLong(q -> q.getNumericalAmount().longValue())
        .sum();
  }

  private static long gpus(Node node) {
    return node.getStatus()
        .getAllocatable()
        .getOrDefault(GPU, new Quantity("0"))
        .getNumericalAmount()
        .longValue();
  }
}
