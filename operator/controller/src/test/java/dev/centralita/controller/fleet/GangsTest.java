package dev.centralita.controller.fleet;

import static dev.centralita.controller.fleet.Owned.pod;
import static dev.centralita.controller.fleet.Owned.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.Gang;
import dev.centralita.placement.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One site of eight GPUs. */
class GangsTest {
  private final Owned owned = new Owned();

  @AfterEach
  void close() {
    owned.close();
  }

  private static Request member(String gang, String uid, int gpus, int minMembers) {
    return request(uid, gpus).edit().gang(new Gang("team/" + gang, minMembers)).done();
  }

  @Test
  void nobodyHoldsAnythingUntilAllCan() throws Exception {
    assertThat(owned.decided(member("train", "a", 4, 2))).isEqualTo("refused");
    assertThat(owned.cause("a"))
        .isEqualTo(
            "GangIncomplete: Gang team/train is placed when 2 members can be together: 1 more must"
                + " be created; waiting: team/a");
    assertThat(owned.decided(request("single", 8))).isEqualTo("madrid×1");
    owned.release("single");
    assertThat(owned.decided(member("train", "b", 4, 2))).isEqualTo("madrid×1");
    assertThat(owned.woken()).contains("team/a");
    // The place of the first was promised together with that of the second.
    assertThat(owned.decided(request("late", 1))).isEqualTo("refused");
    assertThat(owned.decided(member("train", "a", 4, 2))).isEqualTo("madrid×1");
    assertThat(owned.cause("a")).isEmpty();
  }

  @Test
  void twoGangsDoNotWaitForEachOthersHalves() throws Exception {
    owned.decided(member("x", "x1", 5, 2));
    owned.decided(member("y", "y1", 5, 2));
    owned.decided(member("y", "y2", 5, 2));
    assertThat(owned.decided(member("x", "x2", 3, 2))).isEqualTo("madrid×1");
    assertThat(owned.decided(member("y", "y1", 5, 2))).isEqualTo("refused");
    assertThat(owned.cause("y1")).endsWith("no place together for team/y1, team/y2");
    assertThat(owned.decided(member("x", "x1", 5, 2))).isEqualTo("madrid×1");
  }

  @Test
  void whoHasBegunStaysAndWhoIsDoneCounts() throws Exception {
    owned.decided(member("train", "a", 4, 2));
    owned.decided(member("train", "b", 4, 2));
    owned.decided(member("train", "a", 4, 2));
    owned.finish(member("train", "b", 4, 2));
    assertThat(owned.decided(member("train", "a", 4, 2))).isEqualTo("madrid×1");
    owned.release("a");
    assertThat(owned.decided(request("other", 4))).isEqualTo("madrid×1");
    assertThat(owned.decided(member("train", "c", 4, 2))).isEqualTo("madrid×1");
  }

  @Test
  void whoLeftTheGangIsNotWaitedFor() throws Exception {
    owned.decided(member("train", "a", 1, 2));
    owned.release("a");
    assertThat(owned.decided(member("train", "b", 1, 2))).isEqualTo("refused");
    owned.decided(member("train", "c", 1, 3));
    assertThat(owned.decided(member("other", "c", 1, 3))).isEqualTo("refused");
  }

  @Test
  void aGangDisplacesForAllOfItOrForNobody() throws Exception {
    owned.runs(request("low", 4).edit().preemptible(true).done(), pod("low", 4));
    owned.runs(request("firm", 4), pod("firm", 4));
    var a = member("train", "a", 4, 2).edit().priority(5).preempts(true).done();
    var b = member("train", "b", 4, 2).edit().priority(5).preempts(true).done();
    owned.decided(a);
    assertThat(owned.decided(b)).isEqualTo("refused");
    assertThat(owned.cause("low")).isEmpty();
    owned.release("firm");
    owned.gone("firm");
    owned.laterThanPause();
    assertThat(owned.decided(b)).isEqualTo("refused");
    assertThat(owned.cause("low")).startsWith("Preempted: Had to leave madrid for team/");
    assertThat(owned.cause("a")).startsWith("Preempting: ");
  }
}
