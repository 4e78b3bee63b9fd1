package dev.centralita.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.centralita.delivery.Delivery.Nodes;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeAffinityBuilder;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the solver's view of nodes becomes node affinity. Affinity is part of the pod template, and a
 * changed template restarts every pod: so advice is rendered when the template is new or changes
 * anyway, and otherwise what the live object was rendered with stays. It is kept in an annotation
 * rather than read back from the template, because the template may have been edited at the site.
 */
final class Advice {
  static final String PRODUCT_LABEL = "nvidia.com/gpu.product";

  /** Beyond this many nodes a preference says nothing, and every pod would carry it. */
  static final int MAX_ADVISED = 64;

  private static final int WEIGHT = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Advice() {}

  static @Nullable Affinity affinity(Nodes nodes) {
    if (nodes.advised().isEmpty() && nodes.allowedProducts().isEmpty()) {
      return null;
    }
    var affinity = new NodeAffinityBuilder();
    if (!nodes.allowedProducts().isEmpty()) {
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

  static String write(Nodes nodes) {
    try {
      return JSON.writeValueAsString(nodes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("lists of strings are always JSON", e);
    }
  }

  /**
   * The advice to render over a live object: its own when the request behind the template is the
   * same and it still lets pods onto the GPU models chosen now, else the new one.
   */
  static Nodes keepOrReplace(Nodes fresh, String templateDigest, @Nullable HasMetadata live) {
    if (live == null || !templateDigest.equals(Ownership.annotation(live, Marks.TEMPLATE))) {
      return fresh;
    }
    return read(live).filter(kept -> serves(kept, fresh)).orElse(fresh);
  }

  private static boolean serves(Nodes kept, Nodes fresh) {
    if (kept.allowedProducts().isEmpty() != fresh.allowedProducts().isEmpty()) {
      return false;
    }
    return kept.allowedProducts().isEmpty()
        || new HashSet<>(kept.allowedProducts()).containsAll(fresh.advisedProducts());
  }

  private static Optional<Nodes> read(HasMetadata live) {
    var text = Ownership.annotation(live, Marks.NODES);
    try {
      return text == null ? Optional.empty() : Optional.of(JSON.readValue(text, Nodes.class));
    } catch (JsonProcessingException | RuntimeException e) {
      // Edited at the site: as good as absent, the fresh advice replaces it.
      return Optional.empty();
    }
  }
}
