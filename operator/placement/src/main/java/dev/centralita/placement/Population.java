package dev.centralita.placement;

/** Where some users are, and how much they weigh among the workload's populations (≥ 1). */
public record Population(String name, int latitudeE6, int longitudeE6, int weight) {}
