package dev.centralita.fleet.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Objects in a resource of this package, with one value filled in. */
final class Template {
  private Template() {}

  static void apply(KubernetesClient client, String file, String name, String value) {
    try (InputStream in = Template.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("resource " + file + " is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      byte[] filled = text.replace("${" + name + "}", value).getBytes(StandardCharsets.UTF_8);
      for (HasMetadata object : client.load(new ByteArrayInputStream(filled)).items()) {
        client.resource(object).serverSideApply();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
