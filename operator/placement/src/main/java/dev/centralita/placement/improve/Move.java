package dev.centralita.placement.improve;

/**
 * One replica goes from one site to another.
 *
 * @param workload its key
 * @param oldNode where it stands, as a number of the {@link Grid}
 * @param node advised at the new site
 * @param gainMicros round trip saved, before weights; negative when it makes room for another
 */
public record Move(
    String workload, String from, String to, int oldNode, int node, int gainMicros) {}
