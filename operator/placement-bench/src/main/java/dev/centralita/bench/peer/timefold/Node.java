package dev.centralita.bench.peer.timefold;

/** A value a task can take. */
public record Node(int index, int site, int gpus) {}
