package dev.centralita.controller.hub;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes reconcilers. Many causes in a short time are one awakening: a site that lists ten thousand
 * pods must not cause ten thousand passes.
 */
public final class Pokes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pokes.class);

  /** Long enough to gather what belongs together, short against anything a person waits for. */
  private static final long GATHER_MILLIS = 150;

  /** Reports on many others, and those that lack a place, are looked at once in so many rounds. */
  private static final int SLOW_ROUNDS = 7;

  /** Whom a poke can wake. */
  public enum Kind {
    /** {@code namespace/name}. */
    SovereignWorkload,
    /** Name. */
    EdgeSite,
    /** {@code namespace/name}. */
    LatencySLA,
    /** Name. */
    SovereigntyPolicy
  }

  private record Poke(Kind kind, String name) {}

  private final WorkloadIndex index;
  private final Map<Kind, Consumer<String>> sinks = new ConcurrentHashMap<>();
  private final Set<Poke> pending = new HashSet<>();
  private final Set<String> sites = new HashSet<>();
  private boolean wanting;
  private int rounds;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pokes").daemon().factory());

  public Pokes(WorkloadIndex index) {
    this.index = index;
    var _ =
        timer.scheduleWithFixedDelay(
            this::flush, GATHER_MILLIS, GATHER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Where the pokes of a kind go. */
  public void connect(Kind kind, Consumer<String> sink) {
    sinks.put(kind, sink);
  }

  /** One object has a reason to be looked at. */
  public synchronized void poke(Kind kind, String name) {
    pending.add(new Poke(kind, name));
  }

  public void workload(String name) {
    poke(Kind.SovereignWorkload, name);
  }

  public void site(String name) {
    poke(Kind.EdgeSite, name);
  }

  /** The workloads with something at a site, and those that lack a place. */
  public synchronized void workloadsOf(String site) {
    sites.add(site);
    wanting = true;
  }

  /** The workloads that lack a place: there may be one now. */
  public synchronized void wanting() {
    wanting = true;
  }

  private void flush() {
    try {
      Set<Poke> now;
      synchronized (this) {
        boolean slow = ++rounds % SLOW_ROUNDS == 0;
        now = new HashSet<>(pending);
        now.removeIf(poke -> !slow && poke.kind != Kind.SovereignWorkload);
        pending.removeAll(now);
        for (var name : index.affected(sites, slow && wanting)) {
          now.add(new Poke(Kind.SovereignWorkload, name));
        }
        sites.clear();
        wanting &= !slow;
      }
      for (var poke : now) {
        var sink = sinks.get(poke.kind);
        if (sink != null) {
          sink.accept(poke.name);
        }
      }
    } catch (RuntimeException e) {
      LOG.error("Reconcilers could not be woken", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
