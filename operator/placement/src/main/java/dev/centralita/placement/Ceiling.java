package dev.centralita.placement;

/** How many GPUs of one product a site declares at most; what is observed can only be less. */
public record Ceiling(String product, int count) {}
