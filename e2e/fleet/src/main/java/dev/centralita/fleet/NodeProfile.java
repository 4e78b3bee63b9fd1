package dev.centralita.fleet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Taint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A make of node: what its labels and its capacity say. Profiles are the YAML files of {@code
 * dev/centralita/fleet/profiles}; a new make of node is a new file there.
 *
 * @param labels as gpu-feature-discovery and the kubelet set them
 * @param capacity resource name to quantity; allocatable is the same
 * @param devices what a DRA driver publishes of it in a ResourceSlice; empty without such a driver
 * @param taints that keep it for pods which tolerate them
 */
public record NodeProfile(
    String name,
    Map<String, String> labels,
    Map<String, String> capacity,
    List<Devices> devices,
    List<Taint> taints) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record File(
      Map<String, String> labels,
      Map<String, String> capacity,
      @Nullable List<Devices> devices,
      @Nullable List<Taint> taints) {}

  /**
   * So many devices alike, as NVIDIA's driver describes them.
   *
   * @param type {@code gpu} or {@code mig}
   * @param profile of a partition, null for a whole GPU
   */
  public record Devices(
      int count,
      String type,
      @Nullable String profile,
      String productName,
      String architecture,
      String cudaComputeCapability,
      String memory) {}

  public NodeProfile {
    labels = Map.copyOf(labels);
    capacity = Map.copyOf(capacity);
    devices = List.copyOf(devices);
    taints = List.copyOf(taints);
  }

  /**
   * Reads a profile.
   *
   * @throws IllegalArgumentException if there is no such profile
   */
  public static NodeProfile named(String name) {
    try (InputStream in = NodeProfile.class.getResourceAsStream("profiles/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "node profile '"
                + name
                + "' is unknown.\nMaybe add profiles/"
                + name
                + ".yaml to the resources of e2e/fleet.");
      }
      File file = YAML.readValue(in, File.class);
      return new NodeProfile(
          name,
          file.labels(),
          file.capacity(),
          Objects.requireNonNullElse(file.devices(), List.of()),
          Objects.requireNonNullElse(file.taints(), List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException("node profile '" + name + "' cannot be read", e);
    }
  }
}
