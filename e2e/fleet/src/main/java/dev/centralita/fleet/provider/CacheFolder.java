package dev.centralita.fleet.provider;

import java.nio.file.Path;

/** {@code centralita} in the user's cache folder, the same that the scripts in {@code hack} use. */
public final class CacheFolder {
  private CacheFolder() {}

  public static Path path() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path cache =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return cache.resolve("centralita");
  }
}
