package dev.centralita.bench.measure;

/** One measured value under the name its budget has. */
public record Figure(String id, double value) {}
