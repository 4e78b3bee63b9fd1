package dev.centralita.fleet.provider;

import java.nio.file.Path;
import java.util.Map;

/** {@code centralita} in the user's cache folder, the same that the scripts in {@code hack} use. */
public final class CacheFolder {
  private CacheFolder() {}

  public static Path path() {
    return path(System.getenv());
  }

  /** Java's own {@code user.home} does not follow {@code HOME}. */
  static Path path(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    Path cache = xdg.isBlank() ? Path.of(home, ".cache") : Path.of(xdg);
    return cache.resolve("centralita");
  }
}
