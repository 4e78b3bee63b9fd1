package dev.centralita.fleet;

/**
 * {@code count} nodes of one profile.
 *
 * @param profile name of a {@link NodeProfile}, e.g. {@code h100-80gb-hbm3}
 */
public record NodePool(String profile, int count) {
  public NodePool {
    if (count < 0) {
      throw new IllegalArgumentException(
          "count of node pool '" + profile + "' is " + count + "; it must be 0 or more");
    }
  }

  public static NodePool of(int count, String profile) {
    return new NodePool(profile, count);
  }
}
