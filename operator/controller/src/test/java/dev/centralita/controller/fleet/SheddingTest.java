package dev.centralita.controller.fleet;

import static dev.centralita.controller.fleet.Owned.pod;
import static dev.centralita.controller.fleet.Owned.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SheddingTest {
  private static final Request LOW = request("low", 2).edit().preemptible(true).done();
  private static final Request HIGH =
      request("high", 1).edit().preemptible(true).priority(5).done();

  private final Owned owned = new Owned();

  SheddingTest() {
    owned.runs(request("firm", 2).edit().priority(-9).done(), pod("firm", 2));
    owned.runs(HIGH, pod("high", 1));
    owned.runs(LOW, pod("low", 2));
  }

  @AfterEach
  void close() {
    owned.close();
  }

  @Test
  void oneAfterTheOtherAndNobodyWhoDoesNotLetItself() throws Exception {
    owned.site("far", 5_000_000);
    assertThat(owned.shed()).isEqualTo("team/low");
    assertThat(owned.woken()).containsExactly("team/low");
    assertThat(owned.cause("low")).isEqualTo("Shed: Had to leave madrid: too hot");
    assertThat(owned.shed()).as("it is still there").isEqualTo("nobody");
    assertThat(owned.decided(LOW)).isEqualTo("far×1");
    owned.gone("low");
    assertThat(owned.shed()).as("measured while it may have been there").isEqualTo("nobody");
    assertThat(owned.shed()).isEqualTo("team/high");
    owned.decided(HIGH);
    owned.gone("high");
    owned.shed();
    assertThat(owned.shed()).isEqualTo("nobody");
  }
}
