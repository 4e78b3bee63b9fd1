package dev.centralita.fleet;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What one cluster is started with.
 *
 * @param name unique in its layout; a DNS label, because it becomes part of file and node names
 */
public record ClusterSpec(String name, Parts parts, List<NodePool> nodes) {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

  /** How much of a control plane runs. */
  public enum Parts {
    /** API server and its store only: nothing is scheduled, collected or deleted by controllers. */
    API_ONLY,
    /** API server, controller manager, scheduler and nodes. */
    FULL
  }

  public ClusterSpec {
    if (!DNS_LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of cluster '"
              + name
              + "' is not a DNS label of at most 40 characters (a-z, 0-9 and '-')");
    }
    nodes = List.copyOf(nodes);
    if (parts == Parts.API_ONLY && !nodes.isEmpty()) {
      throw new IllegalArgumentException(
          "cluster '" + name + "' has nodes but parts is API_ONLY.\nMaybe use parts FULL.");
    }
  }

  public static ClusterSpec of(String name, NodePool... nodes) {
    return new ClusterSpec(name, Parts.FULL, List.of(nodes));
  }

  public static ClusterSpec apiOnly(String name) {
    return new ClusterSpec(name, Parts.API_ONLY, List.of());
  }
}
