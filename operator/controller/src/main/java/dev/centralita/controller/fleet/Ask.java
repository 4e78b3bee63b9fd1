package dev.centralita.controller.fleet;

import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.util.concurrent.CompletableFuture;

/**
 * A decision that somebody waits for.
 *
 * @param epoch that it will have once it is recorded
 */
record Ask(Request request, long epoch, CompletableFuture<Verdict> answer) {}
