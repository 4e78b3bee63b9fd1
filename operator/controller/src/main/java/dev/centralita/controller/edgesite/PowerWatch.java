package dev.centralita.controller.edgesite;

import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.connection.SiteUnavailable;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.inventory.PowerMeter;
import dev.centralita.inventory.PowerReading;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Prometheus of every site that has one what its GPUs draw, every so often, through the
 * site's API server. A Prometheus that is slow, huge or lying costs its own site at most.
 */
public final class PowerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PowerWatch.class);

  /** Answers held in memory at once. */
  private static final int AT_ONCE = 8;

  private final SiteConnections connections;
  private final SiteBook book;
  private final Pokes pokes;
  private final Clock clock;
  private final SiteMetrics metrics;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("power-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("power").daemon().factory());

  /**
   * Begins to ask.
   *
   * @param interval between two questions to one site
   */
  public PowerWatch(
      SiteConnections connections,
      SiteBook book,
      Pokes pokes,
      Clock clock,
      SiteMetrics metrics,
      Duration interval) {
    this.connections = connections;
    this.book = book;
    this.pokes = pokes;
    this.clock = clock;
    this.metrics = metrics;
    var _ =
        timer.scheduleWithFixedDelay(
            this::round, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      for (var site : book.sites()) {
        var meter = book.entry(site).map(entry -> entry.reading().meter()).orElse(null);
        // Not asked again while it has not answered.
        if (meter != null && asked.add(site)) {
          executor.execute(() -> measure(site, meter));
        }
      }
    } catch (RuntimeException e) {
      LOG.error("The power of the sites was not asked for", e);
    }
  }

  private void measure(String site, PowerMeter meter) {
    try {
      places.acquire();
      try {
        take(site, ask(site, meter));
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The power of site {} was not taken", site, e);
    } finally {
      asked.remove(site);
    }
  }

  private PowerReading ask(String site, PowerMeter meter) {
    try {
      return PowerReading.of(
          connections.read(site, meter.path(), Map.of("query", PowerMeter.QUERY)));
    } catch (SiteUnavailable e) {
      return new PowerReading.Unusable("there is no good answer: " + e.getMessage());
    }
  }

  private void take(String site, PowerReading reading) {
    switch (book.measured(site, reading, clock.instant())) {
      case NONE -> {}
      case HELD -> pokes.site(site);
      case FREED -> {
        pokes.site(site);
        pokes.workloadsOf(site);
      }
    }
    if (reading instanceof PowerReading.Measured measured) {
      metrics.measured(site, measured.watts());
      if (book.draw(site).over()) {
        // Once more above: who is to leave is decided on a fresh measurement each time.
        pokes.site(site);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    executor.shutdownNow();
  }
}
