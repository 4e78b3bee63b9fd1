package dev.centralita.placement;

/** How MIG slices share what a GPU draws. */
final class Watts {
  private Watts() {}

  /**
   * Compute slices of a profile, for example 3 for {@code 3g.40gb}; more than there are when it
   * does not say: it draws the whole GPU.
   */
  static int computeSlices(String profile) {
    return profile.indexOf('g') == 1 && Character.isDigit(profile.charAt(0))
        ? profile.charAt(0) - '0'
        : Integer.MAX_VALUE;
  }
}
