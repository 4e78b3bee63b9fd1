package dev.centralita.placement;

/** Some MIG slices of one profile, for example {@code 1g.10gb × 3}. */
public record MigSlots(String profile, int count) {}
