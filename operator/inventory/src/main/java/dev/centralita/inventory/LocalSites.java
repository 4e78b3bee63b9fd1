package dev.centralita.inventory;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sites that are nodes of the hub itself: no node may belong to two of them. */
public final class LocalSites {
  private LocalSites() {}

  /**
   * A site in local mode.
   *
   * @param created {@code metadata.creationTimestamp} as the API server writes it
   */
  public record LocalSite(String name, String created, Map<String, String> nodeSelector) {
    public LocalSite {
      nodeSelector = Map.copyOf(nodeSelector);
    }
  }

  /**
   * The sites that are refused because their selector could select a node of an older site, with
   * the name of that site. Whether a node with both sets of labels exists today does not matter:
   * the answer must not change when somebody labels a node.
   */
  public static Map<String, String> refused(Collection<LocalSite> sites) {
    var accepted = new LinkedHashMap<String, LocalSite>();
    var refused = new TreeMap<String, String>();
    sites.stream()
        .sorted(Comparator.comparing(LocalSite::created).thenComparing(LocalSite::name))
        .forEach(site ->
            accepted.values().stream()
                .filter(older -> overlap(older.nodeSelector(), site.nodeSelector()))
                .findFirst()
                .ifPresentOrElse(
                    older -> refused.put(site.name(), older.name()),
                    () -> accepted.put(site.name(), site)));
    return refused;
  }

  /** Could one node carry the labels of both? Only two values of one key exclude each other. */
  static boolean overlap(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .allMatch(e -> other.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }
}
