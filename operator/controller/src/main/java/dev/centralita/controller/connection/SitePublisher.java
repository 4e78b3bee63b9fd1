package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener about one site, one call after the other. Changes of one object that were not
 * delivered yet are merged, so a slow listener costs at most one entry per object.
 */
final class SitePublisher implements ObjectSink {

  private static final Logger LOG = LoggerFactory.getLogger(SitePublisher.class);

  private final String site;
  private final SiteListener listener;
  private final Executor executor;
  private final SequencedMap<String, Runnable> waiting = new LinkedHashMap<>();
  private boolean draining;
  private volatile boolean closed;

  SitePublisher(String site, SiteListener listener, Executor executor) {
    this.site = site;
    this.listener = listener;
    this.executor = executor;
  }

  /** The last form of an object replaces one that still waits. */
  @Override
  public <T extends HasMetadata> void changed(ObjectKind<T> kind, T object, Presence presence) {
    var key = object.getMetadata().getUid() + "/" + kind.plural();
    publish(() -> waiting.put(key, () -> tell(object, presence)));
  }

  /** Of any of {@link ObjectKind#ACCELERATORS}. */
  void acceleratorGone(HasMetadata object) {
    for (var kind : ObjectKind.ACCELERATORS) {
      if (kind.type().isInstance(object)) {
        gone(kind, object);
      }
    }
  }

  private <T extends HasMetadata> void gone(ObjectKind<T> kind, HasMetadata object) {
    changed(kind, kind.type().cast(object), Presence.GONE);
  }

  void listed() {
    publish(() -> waiting.putLast("listed", () -> listener.listed(site)));
  }

  void state(SiteView view) {
    publish(() -> waiting.putLast("state", () -> listener.stateChanged(view)));
  }

  /** No call to the listener begins after this. */
  void close() {
    closed = true;
    synchronized (waiting) {
      waiting.clear();
    }
  }

  private void tell(HasMetadata object, Presence presence) {
    switch (object) {
      case Node node -> listener.nodeChanged(site, node, presence);
      case Pod pod -> listener.podChanged(site, pod, presence);
      case Deployment deployment -> listener.deploymentChanged(site, deployment, presence);
      case Job job -> listener.jobChanged(site, job, presence);
      default -> listener.acceleratorChanged(site, object, presence);
    }
  }

  private void publish(Runnable enqueue) {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      enqueue.run();
      if (draining) {
        return;
      }
      draining = true;
    }
    executor.execute(this::drain);
  }

  private void drain() {
    for (var call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (RuntimeException e) {
        LOG.error("The listener failed on a change of site {}", site, e);
      }
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      var first = waiting.pollFirstEntry();
      if (first == null) {
        draining = false;
        return null;
      }
      return first.getValue();
    }
  }
}
