package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.show;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Of equally near places, the one that leaves most to those who are to come. */
class FragmentationTest {
  private final Fleet fleet = new Fleet();

  private static String nodes(Verdict verdict) {
    return ((Verdict.Placed) verdict).assignments().getFirst().nodes().toString();
  }

  /** Many of four GPUs and few of one are promised far away: that is what is expected to come. */
  private void foursAreWanted() {
    fleet.upsertSite(site("far", 9_000_000));
    for (int i = 0; i < 10; i++) {
      fleet.commit("four" + i, 1, request("four" + i, 1, 4), at("far", "m" + i));
    }
  }

  private static List<Assignment> at(String site, String node) {
    return List.of(new Assignment(site, 1, List.of(node), 0, 0));
  }

  @Test
  void aNodeThatTheMixCannotUseAnyMoreIsTakenFirst() {
    foursAreWanted();
    fleet.upsertSite(site("near", 0));
    fleet.upsertNode("near", node("a-of-four", "L4", 4));
    fleet.upsertNode("near", node("b-of-seven", "L4", 7));
    // Best fit would take the node of four, and no four would fit on it any more.
    assertThat(nodes(fleet.decide(request("w", 1, 1), NOW))).isEqualTo("[b-of-seven]");
    fleet.upsertNode("near", node("c-of-three", "L4", 3));
    assertThat(nodes(fleet.decide(request("w", 1, 1), NOW))).isEqualTo("[c-of-three]");
  }

  @Test
  void withoutAnythingPromisedTheTightestIsTaken() {
    fleet.upsertSite(site("near", 0));
    fleet.upsertNode("near", node("a-of-four", "L4", 4));
    fleet.upsertNode("near", node("b-of-seven", "L4", 7));
    assertThat(nodes(fleet.decide(request("w", 1, 1), NOW))).isEqualTo("[a-of-four]");
    assertThat(fleet.fragmentation()).isZero();
  }

  @Test
  void equallyNearSitesAreComparedNearerOnesAreNot() {
    foursAreWanted();
    fleet.upsertSite(site("a", 0));
    fleet.upsertSite(site("b", 0));
    fleet.upsertNode("a", node("n", "L4", 4));
    fleet.upsertNode("b", node("n", "L4", 3));
    assertThat(show(fleet.decide(request("w", 1, 1), NOW))).isEqualTo("b×1 missing 0");
    fleet.upsertSite(site("b", 10_000));
    assertThat(show(fleet.decide(request("w", 1, 1), NOW))).isEqualTo("a×1 missing 0");
  }

  @Test
  void whatIsLostToTheMixIsCounted() {
    foursAreWanted();
    fleet.upsertSite(site("near", 0));
    fleet.upsertNode("near", node("n", "L4", 7));
    assertThat(fleet.fragmentation()).isZero();
    fleet.upsertPod("near", pod("p", "n", null, 4));
    assertThat(fleet.fragmentation()).isEqualTo(3_000);
  }
}
