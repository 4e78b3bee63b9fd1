package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteListener.Presence;
import dev.centralita.controller.connection.SiteUnavailable.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about one site: where it comes from, who hears of it, and who may call it. */
final class SiteDesk {

  private static final Logger LOG = LoggerFactory.getLogger(SiteDesk.class);

  private final String site;
  private final ConnectionSettings settings;
  private final TimeSource time;
  private final SitePublisher publisher;
  private final CallGuard guard;
  private volatile @Nullable Backing backing;
  private volatile ConnectionSpec spec;
  // Guarded by this: what the listener was told last.
  private @Nullable SiteView told;
  private boolean toldListed;

  SiteDesk(
      String site,
      ConnectionSpec spec,
      ConnectionSettings settings,
      TimeSource time,
      SitePublisher publisher,
      ConnectionMetrics metrics) {
    this.site = site;
    this.spec = spec;
    this.settings = settings;
    this.time = time;
    this.publisher = publisher;
    this.guard = new CallGuard(site, settings, time, metrics, this::recycle);
  }

  ConnectionSpec spec() {
    return spec;
  }

  SitePublisher publisher() {
    return publisher;
  }

  /** Goes on with another source; what the last one knew is gone. */
  void back(ConnectionSpec changed, Backing with) {
    retire();
    spec = changed;
    synchronized (this) {
      toldListed = false;
    }
    backing = with;
    refresh();
  }

  /** Goes on with the same source. */
  void change(ConnectionSpec changed, boolean reconnect) {
    spec = changed;
    var now = backing;
    if (now instanceof Backing.Remote remote) {
      remote.line().change(changed, reconnect);
    }
    refresh();
  }

  SiteView view() {
    var now = backing;
    return now == null
        ? new SiteView(
            site, new SiteState.Connecting("First contact is being made"), false, null, null)
        : now.view(site, spec, settings, time);
  }

  SiteObjects objects() {
    var now = backing;
    return now == null
        ? new SiteObjects(List.of(), List.of(), List.of(), List.of(), List.of())
        : now.objects();
  }

  <T> T call(Function<KubernetesClient, T> requests) {
    return guard.call(link().client(), requests);
  }

  byte[] read(String path, Map<String, String> query) {
    try {
      return link().bytes(path, query, settings.callTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SiteUnavailable(site, Outcome.UNKNOWN, "the caller was interrupted", e);
    } catch (SiteUnavailable e) {
      throw e;
    } catch (TimeoutException | RuntimeException e) {
      throw new SiteUnavailable(site, Outcome.UNKNOWN, Failure.of(e).message(), e);
    }
  }

  private Link link() {
    var state = view().state();
    var now = backing;
    var link = now == null ? null : now.line().current();
    if (link == null || !state.writable()) {
      throw new SiteUnavailable(
          site, Outcome.NOT_TRIED, state.reason() + ": " + state.message(), null);
    }
    return link;
  }

  /** Tells the listener what is new; called whenever facts or time may have changed something. */
  synchronized void refresh() {
    if (backing == null) {
      return;
    }
    var view = view();
    if (view.listed() && !toldListed) {
      toldListed = true;
      publisher.listed();
    }
    if (told == null || isNews(told, view)) {
      if (told == null || told.state().getClass() != view.state().getClass()) {
        LOG.info("Site {} is {}: {}", site, view.state().reason(), view.state().message());
      }
      told = view;
      publisher.state(view);
    }
  }

  /** The age of the last contact alone is no news. */
  private static boolean isNews(SiteView old, SiteView view) {
    return !old.state().equals(view.state())
        || old.listed() != view.listed()
        || !Objects.equals(old.clusterUid(), view.clusterUid())
        || !old.withheld().equals(view.withheld());
  }

  void close() {
    publisher.close();
    var now = backing;
    if (now != null) {
      now.close();
    }
  }

  private void retire() {
    var old = backing;
    if (old == null) {
      return;
    }
    old.close();
    var objects = old.objects();
    objects.pods().forEach(o -> publisher.changed(ObjectKind.PODS, o, Presence.GONE));
    objects.jobs().forEach(o -> publisher.changed(ObjectKind.JOBS, o, Presence.GONE));
    objects.deployments().forEach(o -> publisher.changed(ObjectKind.DEPLOYMENTS, o, Presence.GONE));
    objects.nodes().forEach(o -> publisher.changed(ObjectKind.NODES, o, Presence.GONE));
    objects.accelerators().forEach(o -> publisher.acceleratorGone(o));
  }

  /** Calls that never came back hold connections; a new link drops them all. */
  private void recycle() {
    if (backing instanceof Backing.Remote remote) {
      remote.line().recycle();
    }
  }
}
