package dev.centralita.fleet.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code manifests/site}, which the owner of a real site applies: the jar carries that folder. */
public final class SiteManifests {
  public static final String NAMESPACE = "centralita-system";
  public static final String SERVICE_ACCOUNT = "centralita-hub";
  private static final String FOLDER = "/dev/centralita/fleet/manifests/site/";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private SiteManifests() {}

  public static void apply(KubernetesClient client) {
    try (InputStream kustomization = open("kustomization.yaml")) {
      for (JsonNode file : YAML.readTree(kustomization).path("resources")) {
        try (InputStream objects = open(file.asText())) {
          client.load(objects).items().forEach(o -> client.resource(o).serverSideApply());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("manifests/site cannot be applied", e);
    }
  }

  private static InputStream open(String file) {
    InputStream in = SiteManifests.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new IllegalStateException("manifests/site/" + file + " is missing from the jar");
    }
    return in;
  }
}
