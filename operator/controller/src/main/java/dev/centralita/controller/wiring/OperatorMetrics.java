package dev.centralita.controller.wiring;

import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.controller.connection.ConnectionMetrics;
import dev.centralita.controller.edgesite.SiteMetrics;
import dev.centralita.controller.fleet.DecisionMetrics;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.improve.ImproveMetrics;
import dev.centralita.controller.workload.WorkloadMetrics;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.improve.Improvement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What the operator counts, as Prometheus sees it. */
final class OperatorMetrics
    implements ConnectionMetrics, DecisionMetrics, ImproveMetrics, SiteMetrics, WorkloadMetrics {
  private static final String SITE = "site";

  private final MeterRegistry registry;
  private final Timer decisionTime;
  private final Counter decisions;
  private final Map<String, AtomicInteger> reachable = new ConcurrentHashMap<>();
  private final Map<Series, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

  private record Series(String name, Tags tags) {}

  OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.decisionTime =
        Timer.builder("centralita.decision")
            .description("Time the solver takes for the decisions it takes together")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    this.decisions =
        Counter.builder("centralita.decisions")
            .description("Decisions taken by the solver")
            .register(registry);
  }

  /** What is asked of the fleet whenever the metrics are read. */
  void watch(FleetOwner owner) {
    Gauge.builder("centralita.fragmentation.gpus", owner, OperatorMetrics::fragmentation)
        .description("Free GPUs that an average promised replica finds no room on")
        .register(registry);
  }

  private static double fragmentation(FleetOwner owner) {
    try {
      return owner.query(Fleet::fragmentation).get(1, TimeUnit.SECONDS) / 1000.0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    } catch (ExecutionException | TimeoutException e) {
      return Double.NaN;
    }
  }

  @Override
  public void decided(int count, long nanos) {
    decisionTime.record(nanos, TimeUnit.NANOSECONDS);
    decisions.increment(count);
  }

  @Override
  public void planned(int count, long nanos) {
    registry.timer("centralita.decision.plan").record(nanos, TimeUnit.NANOSECONDS);
    registry.counter("centralita.decisions.planned").increment(count);
  }

  @Override
  public void computed(long nanos) {
    registry.counter("centralita.decision.cpu.seconds").increment(nanos / 1e9);
  }

  @Override
  public void displaced(int replicas) {
    registry.counter("centralita.preemptions").increment(replicas);
  }

  @Override
  public void refused(String reason) {
    registry.counter("centralita.refusals", "reason", reason).increment();
  }

  @Override
  public void improved(Improvement found, long nanos) {
    registry.timer("centralita.improve.slice").record(nanos, TimeUnit.NANOSECONDS);
    // What is not known is better not shown as a number that looks like one.
    gauge("centralita.gap", Tags.empty(), Math.min(found.gapBefore(), Double.MAX_VALUE));
    gauge("centralita.fragmentation.ratio", Tags.empty(), found.fragmentationPermille() / 1000.0);
  }

  @Override
  public void moved(boolean taken) {
    registry.counter("centralita.improve.moves", "taken", Boolean.toString(taken)).increment();
  }

  @Override
  public void wrote(String site, int writes) {
    registry.counter("centralita.site.writes", SITE, site).increment(writes);
  }

  @Override
  public void probed(String site, boolean proven, Duration took) {
    registry
        .timer("centralita.site.probe", SITE, site, "proven", Boolean.toString(proven))
        .record(took);
    reachable
        .computeIfAbsent(
            site,
            s -> registry.gauge("centralita.site.reachable", Tags.of(SITE, s), new AtomicInteger()))
        .set(proven ? 1 : 0);
  }

  @Override
  public void listed(String site, String kind, int objects, Duration took) {
    registry.timer("centralita.site.list", SITE, site, "kind", kind).record(took);
  }

  @Override
  public void watchEnded(String site, String kind, String cause) {
    registry
        .counter("centralita.site.watch.ended", SITE, site, "kind", kind, "cause", cause)
        .increment();
  }

  @Override
  public void called(String site, boolean answered, Duration took) {
    registry
        .timer("centralita.site.call", SITE, site, "answered", Boolean.toString(answered))
        .record(took);
  }

  @Override
  public void measured(String site, long gpuWatts) {
    gauge("centralita.site.power.gpus.watts", Tags.of(SITE, site), gpuWatts);
  }

  @Override
  public void reported(String site, EdgeSiteStatus status) {
    var power = status.power();
    if (power != null) {
      gauge("centralita.site.power.limit.watts", Tags.of(SITE, site), power.limitWatts());
      gauge("centralita.site.power.committed.watts", Tags.of(SITE, site), power.committedWatts());
    }
    generations(site, status);
  }

  private void generations(String site, EdgeSiteStatus status) {
    if (status.accelerators() == null) {
      return;
    }
    for (var use : status.accelerators()) {
      var tags = Tags.of(SITE, site, "product", use.product());
      if (use.ageMonths() != null) {
        gauge("centralita.site.accelerator.age.months", tags, use.ageMonths());
      }
      if (use.bookValue() != null) {
        gauge("centralita.site.accelerator.book.value", tags, use.bookValue());
      }
    }
  }

  private void gauge(String name, Tags tags, double value) {
    gauges
        .computeIfAbsent(
            new Series(name, tags),
            s -> registry.gauge(s.name, s.tags, new AtomicReference<>(0.0), AtomicReference::get))
        .set(value);
  }

  @Override
  public void removed(String site) {
    reachable.remove(site);
    gauges.keySet().removeIf(s -> s.tags.stream().anyMatch(t -> site.equals(t.getValue())));
    registry.getMeters().stream()
        .filter(meter -> site.equals(meter.getId().getTag(SITE)))
        .toList()
        .forEach(registry::remove);
  }
}
