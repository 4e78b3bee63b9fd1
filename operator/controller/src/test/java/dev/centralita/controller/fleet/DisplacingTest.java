package dev.centralita.controller.fleet;

import static dev.centralita.controller.fleet.Owned.pod;
import static dev.centralita.controller.fleet.Owned.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Request;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A site of eight GPUs, half of which may be had by who is more important. */
class DisplacingTest {
  private static final Request LOW = request("low", 4).edit().preemptible(true).done();
  private static final Request URGENT =
      request("urgent", 4).edit().priority(7).preempts(true).done();

  private final Owned owned = new Owned();

  DisplacingTest() {
    owned.runs(LOW, pod("low", 4));
    owned.runs(request("firm", 4), pod("firm", 4));
  }

  @AfterEach
  void close() {
    owned.close();
  }

  @Test
  void whoWaitsHasThePlaceOnlyWhenTheVictimsPodsAreGone() throws Exception {
    assertThat(owned.decided(URGENT)).isEqualTo("refused");
    assertThat(owned.woken()).containsExactly("team/low");
    assertThat(owned.cause("urgent"))
        .isEqualTo("Preempting: Waits until these have left: team/low (priority 0) at madrid");
    assertThat(owned.decided(LOW)).isEqualTo("refused");
    assertThat(owned.cause("low"))
        .isEqualTo("Preempted: Had to leave madrid for team/urgent (priority 7)");
    assertThat(owned.decided(URGENT)).isEqualTo("refused");
    owned.gone("low");
    assertThat(owned.decided(request("third", 4))).isEqualTo("refused");
    assertThat(owned.decided(URGENT)).isEqualTo("madrid×1");
    assertThat(owned.cause("urgent")).isEmpty();
    owned.release("urgent");
    assertThat(owned.decided(LOW)).isEqualTo("madrid×1");
    assertThat(owned.cause("low")).isEmpty();
  }

  @Test
  void aVictimThatFindsAnotherPlaceIsPromisedThatFirst() throws Exception {
    assertThat(owned.decided(URGENT)).isEqualTo("refused");
    owned.release("urgent");
    owned.site("far", 5_000_000);
    var pinned = URGENT.edit().excludedSites(Map.of("far", "not there")).done();
    owned.decided(LOW);
    owned.laterThanPause();
    assertThat(owned.decided(pinned)).isEqualTo("refused");
    assertThat(owned.decided(request("wide", 8))).isEqualTo("refused");
    assertThat(owned.decided(LOW)).isEqualTo("far×1");
    assertThat(owned.cause("low")).isEmpty();
  }

  @Test
  void nobodyLeavesForWhomTheHubCouldNotRecord() throws Exception {
    assertThat(owned.undone(URGENT)).isEqualTo("refused");
    // The place is kept all the same: the next pass asks again.
    owned.gone("low");
    assertThat(owned.decided(request("third", 4))).isEqualTo("refused");
    assertThat(owned.undone(URGENT)).isEqualTo("madrid×1");
  }

  @Test
  void whoIsDeletedWhileWaitingSparesTheVictim() throws Exception {
    owned.decided(URGENT);
    owned.release("urgent");
    assertThat(owned.decided(LOW)).isEqualTo("madrid×1");
    assertThat(owned.cause("low")).isEmpty();
  }

  @Test
  void whoseSpecCannotBeAskedForIsNotWaitedFor() throws Exception {
    owned.decided(URGENT);
    owned.withdraw("low");
    assertThat(owned.cause("urgent")).isEmpty();
    owned.laterThanPause();
    owned.decided(URGENT);
    assertThat(owned.cause("urgent")).isEmpty();
    assertThat(owned.decided(LOW)).isEqualTo("madrid×1");
  }

  @Test
  void aVictimKeepsOffTheSiteWhileItIsWaitedForThere() throws Exception {
    owned.otherModel();
    var picky = URGENT.need().edit().products(Set.of("NVIDIA-L4")).done();
    assertThat(owned.decided(URGENT.edit().need(picky).done())).isEqualTo("refused");
    // On another node of the site its Deployment would stay as it is, and its pod where it is.
    assertThat(owned.decided(LOW)).isEqualTo("refused");
    owned.gone("low");
    assertThat(owned.decided(URGENT.edit().need(picky).done())).isEqualTo("madrid×1");
    assertThat(owned.decided(LOW)).isEqualTo("madrid×1");
  }

  @Test
  void whoCannotBeHelpedIsNotSearchedForAgainAtOnce() throws Exception {
    owned.runs(LOW.edit().preemptible(false).done(), pod("low", 4));
    assertThat(owned.decided(URGENT)).isEqualTo("refused");
    owned.runs(LOW, pod("low", 4));
    owned.decided(URGENT);
    assertThat(owned.cause("low")).isEmpty();
    owned.laterThanPause();
    owned.decided(URGENT);
    assertThat(owned.cause("low")).startsWith("Preempted");
  }
}
