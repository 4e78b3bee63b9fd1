package dev.centralita.placement;

/**
 * A certificate a workload asks for.
 *
 * @param minRank lowest rank within {@code scheme} that will do
 * @param label how people call it, for messages, for example {@code "ENS High"}
 */
public record CertificationNeed(String scheme, int minRank, String label) {}
