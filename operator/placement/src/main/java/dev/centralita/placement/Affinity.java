package dev.centralita.placement;

import java.util.List;
import java.util.Map;

/**
 * Which other workloads of its namespace a request wants, or does not want, at the sites where it
 * is. A term is a set of labels and selects the workloads that bear all of them; the request itself
 * is never one of the others.
 *
 * @param namespace workloads of other namespaces are neither joined nor avoided
 * @param labels its own, by which others select it
 * @param together a site must have, for every term, at least one other workload that it selects. A
 *     term that selects nobody anywhere, but the request itself, holds everywhere: somebody must be
 *     first
 * @param apart a site must have no other workload that one of the terms selects, and none of whose
 *     own terms selects this one
 */
public record Affinity(
    String namespace,
    Map<String, String> labels,
    List<Map<String, String>> together,
    List<Map<String, String>> apart) {

  /** Selected by nobody, and at home with anybody. */
  public static final Affinity NONE = new Affinity("", Map.of(), List.of(), List.of());

  public Affinity {
    labels = Map.copyOf(labels);
    together = together.stream().map(Map::copyOf).toList();
    apart = apart.stream().map(Map::copyOf).toList();
  }

  /** Whether others matter to it, or it to others. */
  public boolean concerns(Affinity other) {
    return namespace.equals(other.namespace)
        && (selects(together, other)
            || selects(apart, other)
            || selects(other.together, this)
            || selects(other.apart, this));
  }

  boolean parts(Affinity other) {
    return selects(apart, other) || selects(other.apart, this);
  }

  boolean isBornBy(Map<String, String> term) {
    return labels.entrySet().containsAll(term.entrySet());
  }

  Affinity with(List<Map<String, String>> newTogether, List<Map<String, String>> newApart) {
    return new Affinity(namespace, labels, newTogether, newApart);
  }

  private static boolean selects(List<Map<String, String>> terms, Affinity other) {
    for (var term : terms) {
      if (other.isBornBy(term)) {
        return true;
      }
    }
    return false;
  }
}
