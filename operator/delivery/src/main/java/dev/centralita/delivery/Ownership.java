package dev.centralita.delivery;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whose an object at a site is, read from its marks. */
final class Ownership {
  private Ownership() {}

  static boolean managed(HasMetadata object, String hubId) {
    return Marks.MANAGER.equals(label(object, Marks.MANAGED_BY))
        && hubId.equals(label(object, Marks.HUB));
  }

  static @Nullable String label(HasMetadata object, String key) {
    return value(object.getMetadata().getLabels(), key);
  }

  static @Nullable String annotation(HasMetadata object, String key) {
    return value(object.getMetadata().getAnnotations(), key);
  }

  /** The epoch an object carries; −1 when it carries none that can be read. */
  static long epoch(HasMetadata object) {
    var text = annotation(object, Marks.EPOCH);
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static @Nullable String value(@Nullable Map<String, String> map, String key) {
    return map == null ? null : map.get(key);
  }
}
