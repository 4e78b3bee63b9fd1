package dev.centralita.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import dev.centralita.delivery.Delivery.Hints;
import dev.centralita.delivery.Delivery.Nodes;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a pod template follows from the site rather than from the request: nodes, and the form in
 * which GPUs are asked for. A changed template restarts every pod: so this is rendered when the
 * template is new or changes anyway, and otherwise what the live object was rendered with stays. It
 * is kept in annotations rather than read back from the template, because the template may have
 * been edited at the site.
 */
record Advice(Nodes nodes, Hints hints) {
  /** Of nothing in particular: what a template says whatever the site. */
  static final Advice NONE = new Advice(Nodes.ANY, Hints.NONE);

  static final String PRODUCT_LABEL = "nvidia.com/gpu.product";

  /** Beyond this many nodes a preference says nothing, and every pod would carry it. */
  static final int MAX_ADVISED = 64;

  private static final int WEIGHT = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param byLabel whether the models that will do are named as labels of nodes
   */
  @Nullable Affinity affinity(boolean byLabel) {
    boolean required = byLabel && !nodes.allowedProducts().isEmpty();
    if (nodes.advised().isEmpty() && !required) {
      return null;
    }
    var affinity = new NodeAffinityBuilder();
    if (required) {
      affinity
          .withNewRequiredDuringSchedulingIgnoredDuringExecution()
          .addNewNodeSelectorTerm()
          .addNewMatchExpression()
          .withKey(PRODUCT_LABEL)
          .withOperator("In")
          .withValues(nodes.allowedProducts())
          .endMatchExpression()
          .endNodeSelectorTerm()
          .endRequiredDuringSchedulingIgnoredDuringExecution();
    }
    // One term per node: a field selector takes one value, and the host name label may not be the
    // node's name.
    for (var node : nodes.advised().stream().limit(MAX_ADVISED).toList()) {
      affinity
          .addNewPreferredDuringSchedulingIgnoredDuringExecution()
          .withWeight(WEIGHT)
          .withNewPreference()
          .addNewMatchField()
          .withKey("metadata.name")
          .withOperator("In")
          .withValues(node)
          .endMatchField()
          .endPreference()
          .endPreferredDuringSchedulingIgnoredDuringExecution();
    }
    return new AffinityBuilder().withNodeAffinity(affinity.build()).build();
  }

  /** The form to ask in. */
  GpuForm form(AcceleratorRequest accelerator) {
    return Objects.requireNonNullElseGet(hints.form(), () -> GpuForm.usual(accelerator));
  }

  /** The extended resource to ask for, where that is the form. */
  String resource(AcceleratorRequest accelerator) {
    return form(accelerator) instanceof GpuForm.Resource(var name) ? name : PodRendering.GPU;
  }

  /** Into the annotations that {@link #keepOrReplace} reads. */
  void mark(Map<String, String> annotations, boolean gpus) {
    annotations.put(Marks.NODES, write(nodes));
    if (gpus) {
      annotations.put(Marks.GPUS, write(hints));
    }
  }

  private static String write(Object advice) {
    try {
      return JSON.writeValueAsString(advice);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names are always JSON", e);
    }
  }

  /**
   * The advice to render over a live object: its own when the request behind the template is the
   * same and it still lets pods onto the GPU models chosen now; of a site that now wants to be
   * asked in another form, as long as no pod waits. Else the new one.
   */
  static Advice keepOrReplace(
      Advice fresh, String templateDigest, @Nullable HasMetadata live, int replicas) {
    if (live == null || !templateDigest.equals(Ownership.annotation(live, Marks.TEMPLATE))) {
      return fresh;
    }
    return read(live)
        .filter(kept ->
            fresh.hints.form() == null || kept.hints.equals(fresh.hints)
                ? serves(kept.nodes, fresh.nodes)
                : ready(live) >= replicas)
        .orElse(fresh);
  }

  private static boolean serves(Nodes kept, Nodes fresh) {
    if (fresh.allowedProducts().isEmpty()) {
      // Nothing is known against it: the site may be between two drivers.
      return true;
    }
    return !kept.allowedProducts().isEmpty()
        && new HashSet<>(kept.allowedProducts()).containsAll(fresh.advisedProducts());
  }

  private static int ready(HasMetadata live) {
    return live instanceof Deployment deployment
            && deployment.getStatus() != null
            && deployment.getStatus().getReadyReplicas() != null
        ? deployment.getStatus().getReadyReplicas()
        : 0;
  }

  /** What a live object was rendered with; empty when its annotations cannot be read. */
  static Optional<Advice> read(HasMetadata live) {
    var nodes = Ownership.annotation(live, Marks.NODES);
    var hints = Ownership.annotation(live, Marks.GPUS);
    try {
      return nodes == null
          ? Optional.empty()
          : Optional.of(
              new Advice(
                  JSON.readValue(nodes, Nodes.class),
                  hints == null ? Hints.NONE : JSON.readValue(hints, Hints.class)));
    } catch (JsonProcessingException | RuntimeException e) {
      // Edited at the site: as good as absent, the fresh advice replaces it.
      return Optional.empty();
    }
  }
}
