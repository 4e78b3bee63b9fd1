package dev.centralita.controller.fleet;

/** Why a workload waits, or had to move, beside what the sites say. */
public record Cause(String reason, String message) {}
