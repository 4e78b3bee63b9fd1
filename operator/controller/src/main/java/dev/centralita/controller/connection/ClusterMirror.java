package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one cluster as last seen, stripped. It outlives every connection, so that a
 * reconnect reports only what is different. One feed at a time writes a kind; anyone may read.
 */
final class ClusterMirror {

  private final Map<ObjectKind<?>, Map<String, HasMetadata>> kinds =
      ObjectKind.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> new ConcurrentHashMap<>()));
  private final ObjectSink sink;
  private final int limit;

  /**
   * @param limit objects of one kind; a cluster with more is not believed
   */
  ClusterMirror(ObjectSink sink, int limit) {
    this.sink = sink;
    this.limit = limit;
  }

  <T extends HasMetadata> void put(ObjectKind<T> kind, T full) {
    var object = Stripping.strip(full);
    var key = key(kind, object);
    var objects = objects(kind);
    var old = objects.get(key);
    if (old == null && objects.size() >= limit) {
      throw new BadAnswer(0, "more than " + limit + " " + kind);
    }
    objects.put(key, object);
    if (old != null && !old.getMetadata().getUid().equals(object.getMetadata().getUid())) {
      sink.changed(kind, kind.type().cast(old), Presence.GONE);
    } else if (old != null && same(old, object)) {
      return;
    }
    sink.changed(kind, object, Presence.PRESENT);
  }

  <T extends HasMetadata> void remove(ObjectKind<T> kind, T full) {
    gone(kind, objects(kind).remove(key(kind, full)));
  }

  /** Forgets what a full list did not hold. */
  <T extends HasMetadata> void retain(ObjectKind<T> kind, Set<String> keys) {
    var objects = objects(kind);
    for (var key : new HashSet<>(objects.keySet())) {
      if (!keys.contains(key)) {
        gone(kind, objects.remove(key));
      }
    }
  }

  <T extends HasMetadata> List<T> list(ObjectKind<T> kind) {
    var list = new ArrayList<T>();
    objects(kind).values().forEach(object -> list.add(kind.type().cast(object)));
    return list;
  }

  /** The key of an object; an object without one is not believed. */
  static String key(ObjectKind<?> kind, @Nullable HasMetadata object) {
    var metadata = object == null ? null : object.getMetadata();
    if (metadata == null
        || metadata.getName() == null
        || metadata.getUid() == null
        || metadata.getResourceVersion() == null) {
      throw new BadAnswer(0, kind + " with an object without name, UID or resourceVersion");
    }
    return Objects.requireNonNullElse(metadata.getNamespace(), "") + "/" + metadata.getName();
  }

  private <T extends HasMetadata> void gone(ObjectKind<T> kind, @Nullable HasMetadata old) {
    if (old != null) {
      sink.changed(kind, kind.type().cast(old), Presence.GONE);
    }
  }

  private Map<String, HasMetadata> objects(ObjectKind<?> kind) {
    return Objects.requireNonNull(kinds.get(kind));
  }

  private static boolean same(HasMetadata a, HasMetadata b) {
    return a.getMetadata().getResourceVersion().equals(b.getMetadata().getResourceVersion());
  }
}
