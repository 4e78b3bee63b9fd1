package dev.centralita.controller.improve;

import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.hub.ColdStart;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.improve.Chain;
import dev.centralita.placement.improve.History;
import dev.centralita.placement.improve.Improver;
import dev.centralita.placement.improve.Move;
import dev.centralita.placement.solve.Budget;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slice of improvement every so often, on a snapshot and a thread of its own. A move that is
 * found becomes a promise of the Fleet, if it still takes it; the workload's own pass then records,
 * delivers and reports it like any other decision.
 */
public final class Improving implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Improving.class);
  private static final int SECONDS = 10;

  /** Periods that the next move of a chain waits for the one before it. */
  private static final int PATIENCE = 10;

  private final FleetOwner owner;
  private final Pokes pokes;
  private final HubFence fence;
  private final ColdStart coldStart;
  private final ImproveSettings settings;
  private final ImproveMetrics metrics;
  private final Clock clock;
  private final Improver improver = new Improver();
  private final History history = new History();

  /** What is left of a chain that has begun: each waits until the one before it has settled. */
  private final Deque<Move> begun = new ArrayDeque<>();

  private int waited;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("improving").daemon().factory());

  public Improving(
      FleetOwner owner,
      Pokes pokes,
      HubFence fence,
      ColdStart coldStart,
      ImproveSettings settings,
      ImproveMetrics metrics,
      Clock clock) {
    this.owner = owner;
    this.pokes = pokes;
    this.fence = fence;
    this.coldStart = coldStart;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Returns at once. */
  public void begin() {
    long millis = settings.period().toMillis();
    var _ = timer.scheduleWithFixedDelay(this::slice, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void slice() {
    try {
      if (fence.open() && coldStart.isOver()) {
        improve();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.error("A slice of improvement failed", e);
    }
  }

  private void improve() throws InterruptedException, ExecutionException, TimeoutException {
    var snapshot = owner.query(Fleet::snapshot).get(SECONDS, TimeUnit.SECONDS);
    long now = clock.instant().getEpochSecond();
    var reading = FleetStanding.of(snapshot, now);
    long begin = System.nanoTime();
    var found =
        improver.improve(
            reading.standing(),
            settings.limits(reading.underWay()),
            history,
            now,
            Budget.nanos(settings.slice().toNanos(), System::nanoTime));
    metrics.improved(found, System.nanoTime() - begin);
    history.forgetBefore(now - settings.quiet().toSeconds());
    if (!settings.moving()) {
      return;
    }
    if (begun.isEmpty()) {
      for (var chain : found.chains()) {
        start(chain, reading, now);
      }
    } else {
      goOn(reading, now);
    }
  }

  private void start(Chain chain, FleetStanding.Reading reading, long now)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!begun.isEmpty()) {
      // One chain of several moves at a time: where it goes on depends on what it has freed.
      return;
    }
    if (move(chain.moves().getFirst(), reading, now)) {
      begun.addAll(chain.moves().subList(1, chain.moves().size()));
      waited = 0;
    }
  }

  /** The place is free once the one before has left it; somebody else may have taken it. */
  private void goOn(FleetStanding.Reading reading, long now)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (reading.underWay() == 0 || ++waited > PATIENCE) {
      if (move(begun.removeFirst(), reading, now)) {
        waited = 0;
      } else {
        begun.clear();
      }
    }
  }

  private boolean move(Move move, FleetStanding.Reading reading, long now)
      throws InterruptedException, ExecutionException, TimeoutException {
    var name = reading.names().get(move.workload());
    boolean taken =
        name != null
            && owner.move(move.workload(), move.from(), move.to()).get(SECONDS, TimeUnit.SECONDS);
    metrics.moved(taken);
    if (taken && name != null) {
      LOG.info("{} moves from {} to {}", name, move.from(), move.to());
      history.left(move.workload(), move.from(), now);
      pokes.workload(name);
    }
    return taken;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
