package dev.centralita.controller.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  @Test
  void aSiteMayLookEmptyOnlyOncePromisesAreRestoredThoughDecisionsStillWait() {
    var start = new ColdStart(Duration.ofHours(1));
    assertThat(start.isRestored()).isFalse();
    start.restored(() -> true, () -> false);
    assertThat(start.isRestored()).isTrue();
    assertThat(start.isOver()).isFalse();
  }

  @Test
  void theTimeOutEndsTheWaitForListsButNotForUnknownSites() {
    var known = new AtomicBoolean();
    var start = new ColdStart(Duration.ofNanos(-1));
    start.restored(known::get, () -> false);
    assertThat(start.isOver()).isFalse();
    known.set(true);
    assertThat(start.isOver()).isTrue();
  }

  @Test
  void aSiteIsWaitedForUntilItIsKnownOrDeleted() {
    var known = new HashSet<String>();
    var hub = new HashSet<>(Set.of("madrid", "lyon"));
    var awaited =
        new AwaitedSites(Set.of("madrid", "lyon"), known::contains, hub::contains, Duration.ZERO);
    assertThat(awaited.getAsBoolean()).isFalse();
    known.add("madrid");
    assertThat(awaited.getAsBoolean()).isFalse();
    hub.remove("lyon");
    assertThat(awaited.getAsBoolean()).isTrue();
  }
}
