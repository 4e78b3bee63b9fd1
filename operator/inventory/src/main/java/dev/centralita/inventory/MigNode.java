package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.NodeFacts;
import io.fabric8.kubernetes.api.model.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A node whose GPUs can be partitioned anew: a MIG manager is at rest there, and no pod holds any
 * of them.
 *
 * @param config the configuration it has, as the MIG manager calls it
 * @param options the other configurations allowed, in their order, to what the node would be then
 */
public record MigNode(String name, String config, Map<String, NodeFacts> options) {
  static final String CONFIG = "nvidia.com/mig.config";
  static final String STRATEGY = "nvidia.com/mig.strategy";
  static final String CAPABLE = "nvidia.com/mig.capable";

  private static final String BALANCED = "all-balanced";
  private static final String AT_REST = "success";

  /** What is being changed now; nothing else at the site is, meanwhile. */
  static boolean changing(Node node) {
    var state = labels(node).getOrDefault(Marks.MIG_STATE, AT_REST);
    return !state.equals(AT_REST) && !state.equals("failed");
  }

  /** Empty for a node that is to be left alone. */
  static Optional<MigNode> of(Node node, NodeReading reading, List<String> allowed) {
    var labels = labels(node);
    var gpu = reading.facts().gpu();
    var strategy = labels.getOrDefault(STRATEGY, "none");
    var config = labels.get(CONFIG);
    if (gpu == null
        || config == null
        || strategy.equals("none")
        || !"true".equals(labels.get(CAPABLE))
        || !AT_REST.equals(labels.get(Marks.MIG_STATE))
        || !reading.facts().schedulable()
        || reading.findings().stream().anyMatch(f -> f.kind() != Kind.UnhealthyGpus)) {
      return Optional.empty();
    }
    int gpus = gpus(labels, gpu.product());
    var options = new LinkedHashMap<String, NodeFacts>();
    for (var option : allowed) {
      // Under the single strategy partitions that differ are worth nothing.
      if (!option.equals(config) && (strategy.equals("mixed") || !option.equals(BALANCED))) {
        MigConfigs.configured(gpu, gpus, option)
            .ifPresent(then -> options.put(option, reading.facts().withGpu(then)));
      }
    }
    return gpus < 1 || options.isEmpty()
        ? Optional.empty()
        : Optional.of(new MigNode(reading.facts().name(), config, options));
  }

  /** Under the single strategy the label counts partitions. */
  private static int gpus(Map<String, String> labels, String product) {
    var said = GpuLabels.of(labels);
    if (said.profile().isEmpty()) {
      return said.count();
    }
    int each = MigConfigs.of(product).map(m -> m.alike().getOrDefault(said.profile(), 0)).orElse(0);
    return each == 0 ? 0 : said.count() / each;
  }

  private static Map<String, String> labels(Node node) {
    return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
  }
}
