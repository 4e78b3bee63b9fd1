package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteUnavailable.Outcome;
import dev.centralita.controller.connection.TimeSource.Moment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers from waiting for a sick site: at most so many calls in flight, each bounded in
 * time, and after a few without answer none for a while.
 */
final class CallGuard {

  private static final int FAILURES_BELIEVED = 3;

  private final String site;
  private final ConnectionSettings settings;
  private final TimeSource time;
  private final ConnectionMetrics metrics;
  private final Semaphore places;
  private final Backoff backoff;
  private final Runnable opened;
  // Guarded by this.
  private int failures;
  private @Nullable Moment openUntil;

  /**
   * @param opened called when the breaker opens
   */
  CallGuard(
      String site,
      ConnectionSettings settings,
      TimeSource time,
      ConnectionMetrics metrics,
      Runnable opened) {
    this.site = site;
    this.settings = settings;
    this.time = time;
    this.metrics = metrics;
    this.opened = opened;
    this.places = new Semaphore(settings.callsInFlight(), true);
    this.backoff =
        new Backoff(
            settings.backoffFirst(), settings.backoffLimit(), settings.seed() ^ site.hashCode());
  }

  <T> T call(KubernetesClient client, Function<KubernetesClient, T> requests) {
    var started = time.now();
    if (!mayTry(started)) {
      throw refused(
          "the last " + FAILURES_BELIEVED + " calls got no answer; it is tried again soon");
    }
    try {
      if (!places.tryAcquire(settings.callTimeout().toNanos() / 2, TimeUnit.NANOSECONDS)) {
        throw refused(settings.callsInFlight() + " calls are in flight already");
      }
      var left = settings.callTimeout().toNanos() - (time.now().nanos() - started.nanos());
      var answer =
          Deadline.call(Duration.ofNanos(left), () -> requests.apply(client), places::release);
      answered(started);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteUnavailable(site, Outcome.UNKNOWN, "the caller was interrupted", e);
    } catch (TimeoutException e) {
      throw failed(started, Failure.of(e), e);
    } catch (SiteUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      if (client.getHttpClient().isClosed()) {
        throw new SiteUnavailable(site, Outcome.UNKNOWN, "it is being connected to anew", e);
      }
      var failure = Failure.of(e);
      if (failure.answered() || !isAboutTheSite(e)) {
        answered(started);
        throw e;
      }
      throw failed(started, failure, e);
    }
  }

  private synchronized boolean mayTry(Moment now) {
    if (openUntil == null) {
      return true;
    }
    if (now.nanos() - openUntil.nanos() < 0) {
      return false;
    }
    // One caller tries; the others wait for what it finds.
    openUntil = after(now, settings.callTimeout());
    return true;
  }

  private void answered(Moment started) {
    synchronized (this) {
      failures = 0;
      openUntil = null;
      backoff.reset();
    }
    metrics.called(site, true, since(started));
  }

  private SiteUnavailable failed(Moment started, Failure failure, Exception e) {
    boolean opens;
    synchronized (this) {
      opens = ++failures >= FAILURES_BELIEVED;
      if (opens) {
        openUntil = after(time.now(), backoff.next());
      }
    }
    metrics.called(site, false, since(started));
    if (opens) {
      opened.run();
    }
    var outcome = failure.notSent() || failure.code() == 401 ? Outcome.NOT_TRIED : Outcome.UNKNOWN;
    return new SiteUnavailable(site, outcome, failure.message(), e);
  }

  private SiteUnavailable refused(String message) {
    metrics.called(site, false, Duration.ZERO);
    return new SiteUnavailable(site, Outcome.NOT_TRIED, message, null);
  }

  private Duration since(Moment started) {
    return Duration.ofNanos(time.now().nanos() - started.nanos());
  }

  private static Moment after(Moment now, Duration wait) {
    return new Moment(now.nanos() + wait.toNanos(), now.wall().plus(wait));
  }

  /** A mistake in the caller's own code is not held against the site. */
  private static boolean isAboutTheSite(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException || cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
