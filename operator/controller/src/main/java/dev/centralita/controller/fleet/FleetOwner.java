package dev.centralita.controller.fleet;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Preemption.Victim;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that may touch the {@link Fleet}. What it is told takes effect in the order it was
 * told; decisions that wait together are taken together, and what they promise is held from that
 * moment until {@link #confirm} or {@link #rollback}.
 */
public final class FleetOwner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetOwner.class);

  /** Short against a pass, and long enough for the others of a crowd to ask, too. */
  private static final long GATHER_MILLIS = 10;

  private final Fleet fleet = new Fleet();
  private final Clock clock;
  private final Runnable halt;
  private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();

  // Only the thread's.
  private final Ledger ledger = new Ledger(fleet);
  private final Gangs gangs = new Gangs();
  private final Displacing displacing;
  private final Answering answering;
  private final Shedding shedding;

  private sealed interface Task {}

  private record Tell(Consumer<Fleet> change) implements Task {}

  private record Wait(Ask ask) implements Task {}

  private record Stop() implements Task {}

  /**
   * @param wake is told the names of workloads whose promise has changed without their asking
   */
  public FleetOwner(Clock clock, DecisionMetrics metrics, Consumer<String> wake) {
    this(clock, metrics, wake, () -> Runtime.getRuntime().halt(1));
  }

  /**
   * @param halt ends the process: without this thread nothing would be decided any more
   */
  FleetOwner(Clock clock, DecisionMetrics metrics, Consumer<String> wake, Runnable halt) {
    this.clock = clock;
    this.halt = halt;
    displacing = new Displacing(ledger, wake);
    var decisions = new Decisions(fleet, ledger, gangs, displacing, wake);
    answering = new Answering(fleet, decisions, clock, metrics);
    shedding = new Shedding(ledger, displacing);
    Thread.ofPlatform().name("fleet").daemon().start(this::runOrHalt);
  }

  /** A fact of a site has changed. */
  public void tell(Consumer<Fleet> change) {
    tasks.add(new Tell(change));
  }

  /**
   * Decides where a workload goes and promises it that, in place of what it was promised before.
   *
   * @param epoch that the decision will have once it is recorded
   */
  public CompletableFuture<Verdict> decide(Request request, long epoch) {
    var answer = new CompletableFuture<Verdict>();
    tasks.add(new Wait(new Ask(request, epoch, answer)));
    return answer;
  }

  /**
   * The last decision of the workload is recorded, or changed nothing: what it replaced is free.
   */
  public void confirm(String workloadUid) {
    tell(f -> {
      ledger.confirm(workloadUid);
      displacing.recorded(workloadUid);
    });
  }

  /** The last decision of the workload was not recorded: what it was promised before holds. */
  public void rollback(String workloadUid) {
    tell(f -> ledger.rollback(workloadUid));
  }

  /** Why the workload waits, or had to move, beside what the sites say. */
  public CompletableFuture<Optional<Cause>> cause(String workloadUid) {
    return query(f -> {
      var displaced = displacing.cause(workloadUid);
      return Optional.ofNullable(displaced == null ? gangs.cause(workloadUid) : displaced);
    });
  }

  /**
   * Promises one replica of a workload another site instead of the one it has, if that site takes
   * it by all rules of a decision while the old place is still held. The workload's next pass finds
   * the promise changed, and records and delivers it.
   *
   * @return false if nothing was changed
   */
  public CompletableFuture<Boolean> move(String workloadUid, String from, String to) {
    return query(f -> {
      var now = ledger.held(workloadUid);
      if (now == null || ledger.isOpen(workloadUid)) {
        return false;
      }
      var probe = Moves.probe(now.request(), now.assignments(), to, f.siteNames());
      if (probe == null
          || !(f.decide(probe, clock.instant().getEpochSecond()) instanceof Verdict.Placed placed)
          || placed.missing() > 0) {
        return false;
      }
      var moved = Moves.moved(now.assignments(), from, placed.assignments().getFirst());
      if (moved == null) {
        return false;
      }
      ledger.hold(new Held(now.epoch(), now.request(), moved));
      return true;
    });
  }

  /** Promises what an earlier run has recorded. */
  public void restore(Request request, long epoch, List<Assignment> assignments) {
    tell(f -> {
      gangs.join(request);
      ledger.hold(new Held(epoch, request, assignments));
    });
  }

  /** The workload is promised nothing any more. */
  public void release(String workloadUid) {
    tell(f -> {
      gangs.leave(workloadUid);
      ledger.release(workloadUid);
      displacing.forget(workloadUid);
    });
  }

  /** The workload has run to its end; it is promised nothing any more, and its gang has it. */
  public void finish(Request request) {
    release(request.workloadUid());
    tell(f -> gangs.finish(request));
  }

  /** The workload cannot be asked for now; what it is promised stays. */
  public void withdraw(String workloadUid) {
    tell(f -> {
      if (!ledger.isPlaced(workloadUid)) {
        gangs.leave(workloadUid);
      }
      ledger.silence(workloadUid);
      displacing.withdraw(workloadUid);
      displacing.stays(workloadUid);
    });
  }

  /**
   * A site that may shed has just been found above its envelope.
   *
   * @return who has been asked to leave it now; nobody while the last one is still there
   */
  public CompletableFuture<Optional<Victim>> shed(String site, String why) {
    return query(f -> shedding.above(site, why, f, clock.instant()));
  }

  /** Asks something of the Fleet; the function must not keep it. */
  public <T> CompletableFuture<T> query(Function<Fleet, T> question) {
    var answer = new CompletableFuture<T>();
    tell(f -> {
      try {
        answer.complete(question.apply(f));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  /** Ends after what was told before; a decision asked later is never answered. */
  @Override
  public void close() {
    tasks.add(new Stop());
  }

  private void runOrHalt() {
    try {
      int planned = Rehearsal.run();
      LOG.debug("Rehearsed, with {} planned", planned);
      run();
    } catch (Throwable e) {
      LOG.error("The fleet's thread has ended; the process halts to be started again", e);
      halt.run();
    }
  }

  private void run() {
    var drained = new ArrayList<Task>();
    while (true) {
      drained.clear();
      try {
        drained.add(tasks.take());
      } catch (InterruptedException e) {
        return;
      }
      tasks.drainTo(drained);
      if (drained.stream().filter(this::plans).limit(2).count() > 1 && !gather(drained)) {
        return;
      }
      if (!work(drained)) {
        return;
      }
    }
  }

  private boolean plans(Task task) {
    return task instanceof Wait(var ask) && fleet.plans(ask.request());
  }

  /** Those who are about to ask are decided with those who wait; false when interrupted. */
  private boolean gather(List<Task> drained) {
    try {
      Thread.sleep(GATHER_MILLIS);
    } catch (InterruptedException e) {
      return false;
    }
    tasks.drainTo(drained);
    return true;
  }

  private boolean work(List<Task> drained) {
    var asks = new ArrayList<Ask>();
    for (var task : drained) {
      switch (task) {
        case Tell(var change) -> apply(change);
        case Wait(var ask) -> asks.add(ask);
        case Stop stop -> {
          return false;
        }
      }
    }
    if (!asks.isEmpty()) {
      answering.answer(asks);
    }
    return true;
  }

  /** A fact that the solver does not take must not end the thread that all sites depend on. */
  private void apply(Consumer<Fleet> change) {
    try {
      change.accept(fleet);
    } catch (RuntimeException e) {
      LOG.error("A change was not taken into the fleet", e);
    }
  }
}
