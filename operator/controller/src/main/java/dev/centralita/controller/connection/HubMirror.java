package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The hub's own objects, listed and watched once, and shared out to the local sites. */
final class HubMirror implements ObjectSink {

  private final ClusterMirror mirror = new ClusterMirror(this, Integer.MAX_VALUE);
  private final Set<LocalFilter> filters = new LinkedHashSet<>();

  ClusterMirror mirror() {
    return mirror;
  }

  @Override
  public synchronized <T extends HasMetadata> void changed(
      ObjectKind<T> kind, T object, Presence presence) {
    filters.forEach(filter -> filter.changed(kind, object, presence));
  }

  /** A further site hears first what is there already. */
  synchronized LocalFilter join(Map<String, String> selector, ObjectSink sink) {
    var filter = new LocalFilter(selector, mirror, sink);
    filter.replay();
    filters.add(filter);
    return filter;
  }

  synchronized void leave(LocalFilter filter) {
    filters.remove(filter);
  }

  synchronized SiteObjects objects(LocalFilter filter) {
    return filter.objects();
  }
}
