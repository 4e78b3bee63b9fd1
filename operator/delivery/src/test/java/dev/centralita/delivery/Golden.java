package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Expected output beside its input; {@code -Dcentralita.golden=write} writes it anew for review.
 */
final class Golden {
  static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Path ROOT = Path.of("src/test/resources/dev/centralita/delivery");

  private Golden() {}

  static Path folder(String name) {
    return ROOT.resolve(name);
  }

  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static void expect(Path file, String actual) throws IOException {
    if ("write".equals(System.getProperty("centralita.golden"))) {
      Files.writeString(file, actual);
    }
    assertThat(file).as("Maybe run with -Dcentralita.golden=write and review the diff").exists();
    assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
  }
}
