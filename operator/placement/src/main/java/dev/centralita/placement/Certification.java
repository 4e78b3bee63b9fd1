package dev.centralita.placement;

/**
 * A certificate a site holds.
 *
 * @param rank order of {@code level} within {@code scheme}; higher covers lower
 * @param validUntilEpochSecond last second at which it counts
 */
public record Certification(String scheme, String level, int rank, long validUntilEpochSecond) {}
