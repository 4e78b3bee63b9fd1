package dev.centralita.controller.hub;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process may still write to sites: the hub has confirmed, within the renew deadline
 * by a clock that cannot jump, that the lease is ours. The elector alone does not tell, because a
 * renewal that hangs keeps it from noticing that another process leads.
 */
public final class HubFence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubFence.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final String namespace;
  private final String lease;
  private final String identity;
  private final Duration deadline;
  private final Runnable lost;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("fence").daemon().factory());
  private volatile long provenAt;
  private volatile boolean leading;

  /**
   * @param identity under which this process holds the lease
   * @param deadline how long a proof lasts; shorter than the lease
   * @param lost called when somebody else holds the lease while the elector still thinks we lead
   */
  public HubFence(
      KubernetesClient client,
      String namespace,
      String lease,
      String identity,
      Duration deadline,
      Runnable lost) {
    this.client = client;
    this.namespace = namespace;
    this.lease = lease;
    this.identity = identity;
    this.deadline = deadline;
    this.lost = lost;
  }

  /** The elector says that this process leads. */
  public void begin() {
    provenAt = System.nanoTime();
    leading = true;
    var _ =
        timer.scheduleWithFixedDelay(
            this::prove, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The elector says that it does not any more, or the process ends. */
  public void end() {
    leading = false;
  }

  /** Whether a site may be written to now. */
  public boolean open() {
    return leading && System.nanoTime() - provenAt < deadline.toNanos();
  }

  /** Gives the lease back, so that the next leader need not wait for it to run out. */
  public void release() {
    end();
    try {
      var found = client.leases().inNamespace(namespace).withName(lease).get();
      if (found != null && identity.equals(found.getSpec().getHolderIdentity())) {
        found.getSpec().setHolderIdentity("");
        client.resource(found).update();
      }
    } catch (RuntimeException e) {
      LOG.info("The lease could not be given back: {}", e.getMessage());
    }
  }

  private void prove() {
    long asked = System.nanoTime();
    try {
      var found = client.leases().inNamespace(namespace).withName(lease).get();
      judge(found, asked);
    } catch (RuntimeException e) {
      LOG.warn("The lease could not be read: {}", e.getMessage());
    }
  }

  /**
   * @param asked when the lease was asked for, by {@link System#nanoTime}
   */
  void judge(@Nullable Lease found, long asked) {
    var holder = found == null ? null : found.getSpec().getHolderIdentity();
    if (identity.equals(holder)) {
      provenAt = asked;
    } else if (holder == null || holder.isEmpty()) {
      // Deleted, or given up by hand: the elector makes it anew, and the proof runs out meanwhile.
      LOG.warn("Nobody holds the lease {}/{}", namespace, lease);
    } else if (leading) {
      LOG.error("{} holds the lease {}/{}", holder, namespace, lease);
      end();
      lost.run();
    }
  }

  @Override
  public void close() {
    end();
    timer.shutdownNow();
  }
}
