package dev.centralita.stories;

import dev.centralita.fleet.Cluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What NVIDIA's MIG manager does for nodes of eight H100: follows the label, says pending, takes
 * its time, and then gives out other resources. It ends whatever holds GPUs of the node, so it
 * notes what it would have ended.
 */
final class MigManager implements AutoCloseable {
  static final String CONFIG = "nvidia.com/mig.config";
  static final String STATE = "nvidia.com/mig.config.state";
  private static final Duration WORK = Duration.ofSeconds(2);

  /** Configuration to what eight GPUs give out. */
  private static final Map<String, Map<String, String>> CONFIGS =
      Map.of(
          "all-disabled", Map.of("nvidia.com/gpu", "8"),
          "all-1g.10gb", Map.of("nvidia.com/mig-1g.10gb", "56"),
          "all-3g.40gb", Map.of("nvidia.com/mig-3g.40gb", "16"));

  private final Cluster site;
  private final Map<String, String> applied = new ConcurrentHashMap<>();
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

  MigManager(Cluster site) {
    this.site = site;
    look();
    loop.scheduleWithFixedDelay(this::look, 200, 200, TimeUnit.MILLISECONDS);
  }

  /** Node and configuration, in the order they were asked for. */
  List<String> changes() {
    return List.copyOf(changes);
  }

  /** Pods that held GPUs of a node that was changed. */
  List<String> ended() {
    return List.copyOf(ended);
  }

  private void look() {
    for (var node : site.adminClient().nodes().withLabel(CONFIG).list().getItems()) {
      var name = node.getMetadata().getName();
      var config = node.getMetadata().getLabels().get(CONFIG);
      var before = applied.put(name, config);
      if (before != null && !before.equals(config)) {
        change(node, config);
      }
    }
  }

  private void change(Node node, String config) {
    var name = node.getMetadata().getName();
    changes.add(name + " " + config);
    label(name, "pending");
    site
        .adminClient()
        .pods()
        .inAnyNamespace()
        .withField("spec.nodeName", name)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getSpec().getContainers().toString().contains("nvidia.com/"))
        .forEach(pod -> ended.add(pod.getMetadata().getName()));
    try {
      Thread.sleep(WORK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    site.adminClient()
        .nodes()
        .withName(name)
        .editStatus(n -> {
          for (var amounts : List.of(n.getStatus().getAllocatable(), n.getStatus().getCapacity())) {
            for (var resource : new ArrayList<>(amounts.keySet())) {
              if (resource.startsWith("nvidia.com/")) {
                amounts.put(resource, new Quantity("0"));
              }
            }
            CONFIGS
                .getOrDefault(config, Map.of())
                .forEach((resource, count) -> amounts.put(resource, new Quantity(count)));
          }
          return n;
        });
    label(name, CONFIGS.containsKey(config) ? "success" : "failed");
  }

  private void label(String node, String state) {
    site.adminClient()
        .nodes()
        .withName(node)
        .edit(n -> {
          n.getMetadata().getLabels().put(STATE, state);
          return n;
        });
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }
}
