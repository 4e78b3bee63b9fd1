package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The RuntimeClasses of a site: under one of them containers with GPUs may have to run. */
final class RuntimeClasses {
  /** As the GPU Operator calls its own unless it is told otherwise. */
  static final String USUAL = "nvidia";

  /** Name to why pods cannot be given it; null if they can. */
  private final Map<String, @Nullable String> classes = new TreeMap<>();

  void changed(RuntimeClass runtimeClass) {
    classes.put(runtimeClass.getMetadata().getName(), hindrance(runtimeClass));
  }

  void gone(String name) {
    classes.remove(name);
  }

  /** The name if the site has such a class and pods can be given it; null if not. */
  @Nullable String usable(String name, List<Finding> findings) {
    if (!classes.containsKey(name)) {
      return null;
    }
    var hindrance = classes.get(name);
    if (hindrance == null) {
      return name;
    }
    findings.add(
        new Finding(
            Kind.RuntimeClassNotUsed,
            "runtimeclass/" + name,
            hindrance
                + ", which is not counted when a place is looked for, so pods are not given it.\n"
                + "Maybe make another for GPUs and name it in the ClusterPolicy."));
    return null;
  }

  /** A class may change what its pods need, after they were promised a node. */
  private static @Nullable String hindrance(RuntimeClass runtimeClass) {
    var overhead = runtimeClass.getOverhead();
    if (overhead != null && overhead.getPodFixed() != null && !overhead.getPodFixed().isEmpty()) {
      return "it adds an overhead to every pod";
    }
    var scheduling = runtimeClass.getScheduling();
    var nodes = scheduling == null ? null : scheduling.getNodeSelector();
    return nodes == null || nodes.isEmpty() ? null : "it chooses nodes";
  }
}
