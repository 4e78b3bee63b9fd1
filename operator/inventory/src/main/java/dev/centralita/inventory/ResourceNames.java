package dev.centralita.inventory;

import io.fabric8.kubernetes.api.model.Node;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of its GPUs a node gives out by which extended resource of the device plugin. */
final class ResourceNames {
  /** In place of a MIG profile: whole GPUs, or their time slices. */
  static final String WHOLE = "";

  /** {@code 1g.10gb.me} is the profile {@code 1g.10gb+me}: a resource has no plus in its name. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("gb\\.(me|gfx|me\\.all)(?=$|\\.shared$)");

  private ResourceNames() {}

  /**
   * Of a node, by what one unit is: a MIG profile, or {@link #WHOLE}. Empty where no device plugin
   * gives out anything.
   */
  static Map<String, String> of(Node node) {
    var status = node.getStatus();
    if (status == null || status.getAllocatable() == null) {
      return Map.of();
    }
    var labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    var names = new TreeMap<String, String>();
    for (var resource : new TreeSet<>(status.getAllocatable().keySet())) {
      var profile = profile(resource, labels);
      // A plugin that was told another way leaves the old name with nothing in it.
      if (profile != null
          && (!names.containsKey(profile)
              || Amounts.offered(status.getAllocatable(), resource, 1) > 0)) {
        names.put(profile, resource);
      }
    }
    return Collections.unmodifiableMap(names);
  }

  /**
   * What one unit of a resource is on a node with these labels; null for what is no GPU. A shared
   * partition has a profile of its own, so that nobody who asks for one alone gets it.
   */
  static @Nullable String profile(String resource, Map<String, String> labels) {
    return switch (resource) {
      case Marks.GPU -> single(labels, GpuLabels.of(labels).shared());
      case Marks.GPU_SHARED -> single(labels, true);
      default -> {
        if (!resource.startsWith(Marks.MIG_PREFIX)) {
          yield null;
        }
        var profile = resource.substring(Marks.MIG_PREFIX.length());
        yield shared(
            ATTRIBUTE.matcher(profile).replaceFirst("gb+$1"), isSharedPartition(resource, labels));
      }
    };
  }

  private static String single(Map<String, String> labels, boolean shared) {
    var profile = GpuLabels.of(labels).profile();
    return profile.isEmpty() ? WHOLE : shared(profile, shared);
  }

  private static String shared(String profile, boolean shared) {
    return shared && !profile.endsWith(Marks.SHARED_SUFFIX)
        ? profile + Marks.SHARED_SUFFIX
        : profile;
  }

  static boolean isSharedPartition(String resource, Map<String, String> labels) {
    var sharing = labels.getOrDefault(resource + ".sharing-strategy", "none");
    return resource.endsWith(Marks.SHARED_SUFFIX) || !(sharing.isEmpty() || sharing.equals("none"));
  }
}
