package dev.centralita.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void anEventIsNamedAfterItsObject() {
    assertThat(Announcer.name("video", NOW)).matches("video\\.[0-9a-f]+");
  }

  @Test
  void anEventAboutTheLongestNameHasAValidNameToo() {
    // The dot is where the name is cut.
    var name = Announcer.name("a".repeat(235) + "." + "b".repeat(17), NOW);
    assertThat(name)
        .hasSizeLessThanOrEqualTo(253)
        .startsWith("aaa")
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  }
}
