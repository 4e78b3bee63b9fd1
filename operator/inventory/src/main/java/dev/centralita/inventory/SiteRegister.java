package dev.centralita.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the hub declares of a site that changes how its nodes and pods are read.
 *
 * @param nodeSelector labels of the site's nodes in the hub's own cluster; null for a cluster of
 *     its own
 * @param declaredWatts watts of one GPU by canonical product; −1 where a declaration cannot be used
 * @param ceilings GPUs declared by canonical product; empty declares no limit
 */
public record SiteRegister(
    @Nullable Map<String, String> nodeSelector,
    Map<String, Integer> declaredWatts,
    Map<String, Integer> ceilings) {

  /** A cluster of its own about which nothing is declared. */
  public static final SiteRegister NOTHING = new SiteRegister(null, Map.of(), Map.of());

  public SiteRegister {
    nodeSelector = nodeSelector == null ? null : Map.copyOf(nodeSelector);
    declaredWatts = Map.copyOf(declaredWatts);
    ceilings = Map.copyOf(ceilings);
  }

  /** Watts of one GPU: declared, else of the table, else −1. */
  int watts(String product) {
    var declared = declaredWatts.get(product);
    return declared != null ? declared : Products.find(product).map(Product::watts).orElse(-1);
  }

  boolean isLocal() {
    return nodeSelector != null;
  }

  /** Is a node with these labels one of the site's? */
  boolean selects(@Nullable Map<String, String> labels) {
    return nodeSelector == null
        || (labels != null && labels.entrySet().containsAll(nodeSelector.entrySet()));
  }
}
