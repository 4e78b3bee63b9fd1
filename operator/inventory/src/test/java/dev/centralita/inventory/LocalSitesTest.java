package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.inventory.LocalSites.LocalSite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocalSitesTest {
  @Test
  void theOldestOfTwoThatCouldShareANodeWins() {
    var east = site("b-east", "2026-01-01T00:00:00Z", Map.of("site", "east"));
    var gpu = site("a-gpu", "2026-01-02T00:00:00Z", Map.of("gpu", "l4"));
    var west = site("west", "2026-01-03T00:00:00Z", Map.of("site", "west"));
    var eastGpu = site("east-gpu", "2026-01-04T00:00:00Z", Map.of("site", "east", "gpu", "a100"));
    assertThat(LocalSites.refused(List.of(eastGpu, west, gpu, east)))
        .isEqualTo(Map.of("a-gpu", "b-east", "east-gpu", "b-east"));
  }

  @Test
  void aRefusedSiteDoesNotRefuseOthers() {
    var east = site("east", "2026-01-01T00:00:00Z", Map.of("site", "east"));
    var gpu = site("gpu", "2026-01-02T00:00:00Z", Map.of("gpu", "l4"));
    var west = site("west", "2026-01-03T00:00:00Z", Map.of("site", "west"));
    assertThat(LocalSites.refused(List.of(east, gpu, west))).containsOnlyKeys("gpu");
  }

  @Test
  void ofTwoOfOneSecondTheFirstByNameWins() {
    var b = site("b", "2026-01-01T00:00:00Z", Map.of("site", "east"));
    var a = site("a", "2026-01-01T00:00:00Z", Map.of("site", "east"));
    assertThat(LocalSites.refused(List.of(b, a))).isEqualTo(Map.of("b", "a"));
  }

  private static LocalSite site(String name, String created, Map<String, String> selector) {
    return new LocalSite(name, created, selector);
  }
}
