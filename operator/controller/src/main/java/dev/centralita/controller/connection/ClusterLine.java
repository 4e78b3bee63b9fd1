package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteState.CredentialRejected;
import dev.centralita.controller.connection.SiteState.IdentityMismatch;
import dev.centralita.controller.connection.TimeSource.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervised line to one cluster: one virtual thread that opens a link, proves contact and
 * identity every few seconds, runs the feeds while both hold, and starts over with a new link when
 * they do not.
 */
final class ClusterLine implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterLine.class);
  // Time passes into a new state even while nothing else happens.
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
  // An API server that just started refuses tokens it will accept a moment later.
  private static final int REFUSALS_BELIEVED = 2;
  private static final int UNAUTHORIZED = 401;

  /** Makes a link, or says why the spec allows none. */
  interface Opener {
    Link open(ConnectionSpec spec) throws UnusableSpec;
  }

  /** The spec holds no credential that may be tried. */
  static final class UnusableSpec extends Exception {
    private final List<CredentialProblem> problems;

    UnusableSpec(List<CredentialProblem> problems) {
      super("no usable credential");
      this.problems = List.copyOf(problems);
    }
  }

  private final FeedContext context;
  private final Opener opener;
  private final ExecutorService executor;
  private final Runnable tick;
  private final Backoff backoff;
  private final Signal signal = new Signal();
  private final AtomicLong generation = new AtomicLong();
  private volatile ConnectionSpec spec;
  private volatile boolean closed;
  private volatile @Nullable Link current;
  private volatile @Nullable String observedUid;

  /**
   * @param tick called at least once a second, to notice what only time changed
   */
  ClusterLine(
      FeedContext context,
      ConnectionSpec spec,
      Opener opener,
      ExecutorService executor,
      Runnable tick) {
    this.context = context;
    this.spec = spec;
    this.opener = opener;
    this.executor = executor;
    this.tick = tick;
    var settings = context.settings();
    this.backoff =
        new Backoff(
            settings.backoffFirst(),
            settings.backoffLimit(),
            settings.seed() + context.site().hashCode());
  }

  /** The client of the link that is up, if one is. */
  @Nullable Link current() {
    return current;
  }

  /** Takes a changed spec; a new link is opened only if more than the pinned UID changed. */
  void change(ConnectionSpec changed, boolean reconnect) {
    spec = changed;
    if (reconnect) {
      context.health().pardon();
      generation.incrementAndGet();
    }
    signal.raise();
  }

  /** Drops the link and everything that hangs on it; a new one is opened at once. */
  void recycle() {
    generation.incrementAndGet();
    signal.raise();
  }

  @Override
  public void close() {
    closed = true;
    signal.raise();
  }

  @Override
  public void run() {
    while (!closed) {
      long opened = generation.get();
      try {
        try (var link = opener.open(spec)) {
          current = link;
          serve(link, opened);
        } finally {
          current = null;
        }
        pause(backoff.next(), opened);
      } catch (UnusableSpec e) {
        context.health().refuse(new SiteState.BadCredential(e.problems));
        pauseUntilChanged(opened);
      } catch (InterruptedException e) {
        closed = true;
      } catch (Throwable e) { // whatever one site's data causes, its supervision goes on
        LOG.warn("The line to site {} is opened again after {}", context.site(), e.toString());
        context.health().silence(Failure.of(e));
        pauseQuietly(opened);
      }
    }
  }

  private void serve(Link link, long opened) throws InterruptedException {
    var feeds = new ArrayList<ObjectFeed<?>>();
    Moment contact = null;
    int refusals = 0;
    try {
      while (!closed && generation.get() == opened) {
        var started = context.time().now();
        try {
          var uid = probe(link);
          if (!isPinned(uid)) {
            return;
          }
          refusals = 0;
          contact = context.time().now();
          backoff.reset();
          start(feeds, link);
        } catch (RuntimeException | TimeoutException e) {
          var failure = Failure.of(e);
          refusals = failure.refused() ? refusals + 1 : 0;
          boolean over = refusals >= REFUSALS_BELIEVED || giveUp(contact, failure);
          report(failure, over);
          if (over) {
            return;
          }
        }
        var spent = Duration.ofNanos(context.time().now().nanos() - started.nanos());
        var wait = refusals > 0 ? LONGEST_SLEEP : context.settings().probeInterval().minus(spent);
        pause(wait, opened);
      }
    } finally {
      feeds.forEach(ObjectFeed::stop);
      if (!feeds.isEmpty()) {
        ObjectKind.ALL.forEach(kind -> context.health().notWatching(kind.plural(), null));
      }
    }
  }

  private String probe(Link link) throws TimeoutException, InterruptedException {
    long started = context.time().now().nanos();
    boolean proven = false;
    try {
      var uid = link.clusterUid(context.settings().callTimeout());
      proven = true;
      return uid;
    } finally {
      var took = Duration.ofNanos(context.time().now().nanos() - started);
      context.metrics().probed(context.site(), proven, took);
    }
  }

  /**
   * Nothing is read from another cluster than the one pinned, or seen first while nothing is
   * pinned.
   */
  private boolean isPinned(String uid) {
    var expected = spec.expectedClusterUid() == null ? observedUid : spec.expectedClusterUid();
    if (expected != null && !expected.equals(uid)) {
      context.health().refuse(new IdentityMismatch(expected, uid));
      return false;
    }
    observedUid = uid;
    context.health().contact(uid);
    return true;
  }

  /**
   * A link that never worked is not worth waiting for, one that did gets the time until
   * Unreachable.
   */
  private boolean giveUp(@Nullable Moment contact, Failure failure) {
    return !failure.refused()
        && (contact == null
            || !contact.within(context.settings().unreachableAfter(), context.time().now()));
  }

  private void report(Failure failure, boolean over) {
    if (failure.refused() && over) {
      var advice =
          failure.code() == UNAUTHORIZED
              ? "the token expired or was revoked; put a new kubeconfig into the Secret"
              : "its role lacks get on the namespace kube-system";
      context
          .health()
          .refuse(
              new CredentialRejected(
                  failure.code(),
                  "The site refuses the credential (" + failure.message() + "). Maybe " + advice));
    } else {
      context.health().silence(failure);
    }
  }

  private void start(List<ObjectFeed<?>> feeds, Link link) {
    if (feeds.isEmpty()) {
      for (var kind : ObjectKind.ALL) {
        var feed = new ObjectFeed<>(kind, link, context);
        feeds.add(feed);
        executor.execute(feed);
      }
    }
  }

  private void pause(Duration length, long opened) throws InterruptedException {
    long until = context.time().now().nanos() + length.toNanos();
    while (!closed && generation.get() == opened) {
      tick.run();
      var left = Duration.ofNanos(until - context.time().now().nanos());
      if (!left.isPositive()
          || signal.await(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP)) {
        return;
      }
    }
  }

  private void pauseUntilChanged(long opened) {
    try {
      while (!closed && generation.get() == opened) {
        pause(context.settings().backoffLimit(), opened);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void pauseQuietly(long opened) {
    try {
      pause(backoff.next(), opened);
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
