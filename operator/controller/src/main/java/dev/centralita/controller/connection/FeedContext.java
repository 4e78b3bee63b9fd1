package dev.centralita.controller.connection;

/** What the feeds of one cluster share; it outlives the links they run over. */
record FeedContext(
    String site,
    ConnectionSettings settings,
    TimeSource time,
    ClusterMirror mirror,
    LineHealth health,
    ConnectionMetrics metrics) {}
