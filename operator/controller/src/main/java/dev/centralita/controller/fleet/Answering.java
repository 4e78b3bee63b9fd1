package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Request;
import dev.centralita.placement.Seating;
import dev.centralita.placement.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the decisions that wait together. Only the fleet's thread's. */
final class Answering {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final Fleet fleet;
  private final Decisions decisions;
  private final Clock clock;
  private final DecisionMetrics metrics;

  /** {@link Fleet#HEAVIEST_FIRST}; of equals those that can be planned together. */
  private final Comparator<Ask> order;

  Answering(Fleet fleet, Decisions decisions, Clock clock, DecisionMetrics metrics) {
    this.fleet = fleet;
    this.decisions = decisions;
    this.clock = clock;
    this.metrics = metrics;
    order =
        Comparator.comparing(Ask::request, Fleet.HEAVIEST_FIRST)
            .thenComparing(ask -> !fleet.plans(ask.request()));
  }

  void answer(List<Ask> asks) {
    asks.sort(order);
    long begin = System.nanoTime();
    long cpuBegin = CPU.getCurrentThreadCpuTime();
    var seating = seating(asks);
    var verdicts = new LinkedHashMap<Ask, Verdict>();
    try {
      // One by one, each promised at once: the next sees it, and one that fails fails alone.
      for (var ask : asks) {
        try {
          seating.turn(fleet, ask.request().workloadUid());
          verdicts.put(ask, decisions.decide(ask.request(), ask.epoch(), clock.instant()));
        } catch (RuntimeException e) {
          LOG.error("The decision about {} failed", ask.request().name(), e);
          ask.answer().completeExceptionally(e);
        }
      }
    } finally {
      seating.end(fleet);
    }
    var lacking = new ArrayList<Request>();
    verdicts.forEach((ask, verdict) -> {
      if (!Decisions.isWhole(verdict)) {
        lacking.add(ask.request());
      }
    });
    metrics.displaced(decisions.makeRoom(lacking, clock.instant()));
    verdicts.forEach((ask, verdict) -> ask.answer().complete(verdict));
    metrics.computed(CPU.getCurrentThreadCpuTime() - cpuBegin);
    metrics.decided(asks.size(), System.nanoTime() - begin);
  }

  /** What is planned for several; one alone just goes to the nearest. */
  private Seating seating(List<Ask> asks) {
    if (asks.size() == 1) {
      return Seating.NONE;
    }
    long begin = System.nanoTime();
    try {
      var seating = decisions.seating(asks.stream().map(Ask::request).toList(), clock.instant());
      metrics.planned(seating.size(), System.nanoTime() - begin);
      return seating;
    } catch (RuntimeException e) {
      LOG.error("{} decisions could not be planned together", asks.size(), e);
      return Seating.NONE;
    }
  }
}
