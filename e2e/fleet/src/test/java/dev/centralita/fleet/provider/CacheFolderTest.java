package dev.centralita.fleet.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  @Test
  void followsTheVariablesThatTheScriptsFollow() {
    assertThat(CacheFolder.path(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.cache/centralita"));
    assertThat(CacheFolder.path(Map.of("HOME", "/h", "XDG_CACHE_HOME", " ")))
        .isEqualTo(Path.of("/h/.cache/centralita"));
    assertThat(CacheFolder.path(Map.of("HOME", "/h", "XDG_CACHE_HOME", "/x")))
        .isEqualTo(Path.of("/x/centralita"));
    assertThat(CacheFolder.path(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/centralita"));
  }
}
