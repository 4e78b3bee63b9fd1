package dev.centralita.fleet.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** The pinned Kubernetes programs, already found or built by {@code hack/get-tools}. */
public final class Tools {
  /** Environment variable with a folder to take the programs from. */
  static final String VARIABLE = "CENTRALITA_TOOLS";

  /** Programs that the process provider runs. */
  public enum Tool {
    KUBE_APISERVER,
    ETCD,
    KUBE_CONTROLLER_MANAGER,
    KUBE_SCHEDULER,
    KWOK;

    String fileName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Path folder;

  private Tools(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws IllegalStateException that names the command to run if programs are missing
   */
  public static Tools find() {
    String given = System.getenv(VARIABLE);
    Path folder =
        given == null || given.isBlank()
            ? CacheFolder.path().resolve("tools").resolve(kubernetesVersion())
            : Path.of(given);
    List<String> missing =
        Arrays.stream(Tool.values())
            .map(Tool::fileName)
            .filter(name -> !Files.isExecutable(folder.resolve(name)))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the folder of Kubernetes programs, "
              + folder
              + ", lacks "
              + String.join(", ", missing)
              + ".\nMaybe run ./hack/get-tools once: it finds, downloads or builds them.");
    }
    return new Tools(folder);
  }

  /** Beside the programs that a fleet needs; {@code hack/get-tools} puts it there too. */
  public String kubectl() {
    return folder.resolve("kubectl").toString();
  }

  /** Program of the Kind provider, put there by {@code hack/kind prepare}. */
  public Path kind() {
    return folder.resolve("kind");
  }

  public String path(Tool tool) {
    return folder.resolve(tool.fileName()).toString();
  }

  private static String kubernetesVersion() {
    Properties versions = new Properties();
    try (InputStream in = Tools.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty("KUBERNETES");
  }
}
