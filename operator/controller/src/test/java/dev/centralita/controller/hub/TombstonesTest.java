package dev.centralita.controller.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSiteStatus.Tombstone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TombstonesTest {
  private static Tombstone tombstone(int number) {
    return new Tombstone("uid-" + number, "team", "w-" + number, "s", "2026-11-22T12:00:00Z");
  }

  @Test
  void theSchemaTakesAsMany() throws IOException {
    assertThat(Files.readString(Path.of("../../crds/edgesites.yaml")))
        .contains("maxItems: " + Tombstones.MOST + "\n");
  }

  @Test
  void oneWorkloadHasOne() {
    var one = Tombstones.with(List.of(), tombstone(1));
    assertThat(one).containsExactly(tombstone(1));
    assertThat(Tombstones.with(one, tombstone(1))).isEqualTo(one);
  }

  @Test
  void aFullListTakesNoMoreRatherThanHoldADeletionForEver() {
    var full = IntStream.range(0, Tombstones.MOST).mapToObj(TombstonesTest::tombstone).toList();
    assertThat(Tombstones.with(full, tombstone(-1))).isEqualTo(full);
    assertThat(Tombstones.with(full.subList(1, full.size()), tombstone(-1)))
        .hasSize(Tombstones.MOST)
        .contains(tombstone(-1));
  }
}
