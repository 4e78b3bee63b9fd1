package dev.centralita.fleet;

import java.util.HashMap;
import java.util.Map;

/**
 * {@code count} nodes of one profile.
 *
 * @param profile name of a {@link NodeProfile}, e.g. {@code h100-80gb-hbm3}
 * @param labels set on each node besides those of the profile
 */
public record NodePool(String profile, int count, Map<String, String> labels) {
  public NodePool {
    if (count < 0) {
      throw new IllegalArgumentException(
          "count of node pool '" + profile + "' is " + count + "; it must be 0 or more");
    }
    labels = Map.copyOf(labels);
  }

  public static NodePool of(int count, String profile) {
    return new NodePool(profile, count, Map.of());
  }

  public NodePool labelled(String key, String value) {
    Map<String, String> more = new HashMap<>(labels);
    more.put(key, value);
    return new NodePool(profile, count, more);
  }
}
