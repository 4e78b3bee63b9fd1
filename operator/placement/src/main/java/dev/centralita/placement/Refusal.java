package dev.centralita.placement;

import org.jspecify.annotations.Nullable;

/**
 * Why one site was refused: its first failing constraint.
 *
 * @param need what the request asks there, for people
 * @param offer what the site has instead
 * @param rttMicros RTT to the site at the percentile that the request bounds
 * @param relaxation null when no change of one or two fields would do, and beyond the nearest 20
 *     sites that refuse: those are only counted
 */
public record Refusal(
    String site,
    Reason reason,
    String need,
    String offer,
    int rttMicros,
    @Nullable Relaxation relaxation) {}
