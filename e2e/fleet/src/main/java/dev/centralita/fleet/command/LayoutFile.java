package dev.centralita.fleet.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ClusterSpec.Parts;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layout written as YAML.
 *
 * <pre>{@code
 * hub: {nodes: [{profile: cpu-only, count: 1}]}
 * sites:
 * - name: madrid-1
 *   nodes: [{profile: l4, count: 2}, {profile: h100-80gb-hbm3, count: 1}]
 * }</pre>
 */
final class LayoutFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record File(@Nullable Entry hub, @Nullable List<Entry> sites) {}

  private record Entry(@Nullable String name, @Nullable List<Pool> nodes) {}

  private record Pool(@Nullable String profile, int count, @Nullable Map<String, String> labels) {}

  private LayoutFile() {}

  static Layout read(Path path) throws IOException {
    try {
      return layout(YAML.readValue(Files.readString(path), File.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(path + " is not a layout: " + e.getOriginalMessage(), e);
    }
  }

  /** A pool as it is written on a command line: {@code 2xl4}, or {@code l4} for one node. */
  static NodePool pool(String text) {
    int x = text.indexOf('x');
    boolean counted = x > 0 && text.substring(0, x).chars().allMatch(Character::isDigit);
    return counted
        ? NodePool.of(Integer.parseInt(text.substring(0, x)), text.substring(x + 1))
        : NodePool.of(1, text);
  }

  private static Layout layout(File file) {
    ClusterSpec hub =
        file.hub() == null ? ClusterSpec.of(Layout.HUB) : cluster(file.hub(), Layout.HUB);
    List<Entry> sites = file.sites() == null ? List.of() : file.sites();
    return new Layout(hub, sites.stream().map(site -> cluster(site, "")).toList());
  }

  private static ClusterSpec cluster(Entry entry, String defaultName) {
    String name = entry.name() == null ? defaultName : entry.name();
    List<Pool> pools = entry.nodes() == null ? List.of() : entry.nodes();
    return new ClusterSpec(name, Parts.FULL, pools.stream().map(pool -> pool(name, pool)).toList());
  }

  private static NodePool pool(String cluster, Pool pool) {
    if (pool.profile() == null) {
      throw new IllegalArgumentException("a node pool of '" + cluster + "' has no profile");
    }
    Map<String, String> labels = pool.labels() == null ? Map.of() : pool.labels();
    return new NodePool(pool.profile(), pool.count(), labels);
  }
}
