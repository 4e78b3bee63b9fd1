package dev.centralita.bench.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where third-party data lies: the folder named by the environment variable CENTRALITA_DATA. */
public final class BenchData {
  private static final String VARIABLE = "CENTRALITA_DATA";

  private BenchData() {}

  /** The file or folder under the data folder, or empty after saying loudly what is skipped. */
  public static Optional<Path> find(String relative) {
    String root = System.getenv(VARIABLE);
    if (root == null || root.isBlank()) {
      skip(relative, VARIABLE + " is not set");
      return Optional.empty();
    }
    Path path = Path.of(root, relative);
    if (!Files.exists(path)) {
      skip(relative, path + " does not exist");
      return Optional.empty();
    }
    return Optional.of(path);
  }

  private static void skip(String relative, String why) {
    System.out.printf(
        "SKIPPED everything that needs %s: %s.%nMaybe point %s at a folder with openb/, gap/ and"
            + " edge/.%n",
        relative, why, VARIABLE);
  }
}
