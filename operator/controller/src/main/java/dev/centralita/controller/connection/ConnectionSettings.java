package dev.centralita.controller.connection;

import java.time.Duration;

/**
 * The limits of every connection.
 *
 * @param connectTimeout TCP and TLS together
 * @param callTimeout the longest that {@link SiteConnections#call} makes its caller wait, queueing
 *     included
 * @param listTimeout for one page of a list, which no caller waits for
 * @param probeInterval between two proofs of contact
 * @param unreachableAfter without proof of contact
 * @param staleAfter without a completed list or a living watch of one kind
 * @param silentWatch a watch without even a bookmark for this long is replaced (API servers send
 *     one a minute)
 * @param relistAfter every kind is listed afresh at least this often
 * @param lookAgain between two looks for an optional kind that a site is without
 * @param backoffFirst pause after the first failure, doubled up to {@code backoffLimit}, each ±20 %
 *     jitter
 * @param callsInFlight per site
 * @param pageSize objects per list page
 * @param objectLimit objects of one kind; a site with more is not believed (the hub itself may have
 *     any number)
 * @param pageLimitBytes of one answer; a larger one ends the request
 * @param eventLimitBytes of one watch event; a larger one ends the watch
 * @param loopbackAllowed sites on 127.0.0.0/8, ::1 or localhost; only for test fleets on one
 *     machine
 * @param seed of the jitter
 */
public record ConnectionSettings(
    Duration connectTimeout,
    Duration callTimeout,
    Duration listTimeout,
    Duration probeInterval,
    Duration unreachableAfter,
    Duration staleAfter,
    Duration silentWatch,
    Duration relistAfter,
    Duration lookAgain,
    Duration backoffFirst,
    Duration backoffLimit,
    int callsInFlight,
    int pageSize,
    int objectLimit,
    int pageLimitBytes,
    int eventLimitBytes,
    boolean loopbackAllowed,
    long seed) {

  /** What production uses. */
  public static ConnectionSettings defaults() {
    return new ConnectionSettings(
        Duration.ofSeconds(3),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(3),
        Duration.ofMinutes(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        2,
        250,
        20_000,
        16 << 20,
        4 << 20,
        false,
        System.nanoTime());
  }

  /** The same, for sites that listen on this machine. */
  public ConnectionSettings withLoopbackAllowed(boolean allowed) {
    return new ConnectionSettings(
        connectTimeout,
        callTimeout,
        listTimeout,
        probeInterval,
        unreachableAfter,
        staleAfter,
        silentWatch,
        relistAfter,
        lookAgain,
        backoffFirst,
        backoffLimit,
        callsInFlight,
        pageSize,
        objectLimit,
        pageLimitBytes,
        eventLimitBytes,
        allowed,
        seed);
  }
}
