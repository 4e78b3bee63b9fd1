package dev.centralita.placement;

import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MayLeaveTest {
  private static Fleet fleet(int elsewhere) {
    var fleet = new Fleet();
    for (var name : List.of("hot", "other")) {
      fleet.upsertSite(site(name, 0));
      fleet.upsertNode(name, node("n", "L4", 8));
    }
    for (int i = 0; i < elsewhere; i++) {
      runs(fleet, "elsewhere" + i, "other", 0);
    }
    return fleet;
  }

  private static void runs(Fleet fleet, String uid, String site, int priority) {
    var request = request(uid, 1, 1).edit().priority(priority).preemptible(true).done();
    fleet.commit(uid, 1, request, List.of(new Assignment(site, 1, List.of("n"), 0, 72)));
    fleet.upsertPod(site, pod(uid + "-pod", "n", uid, 1));
  }

  private static List<String> uids(List<Preemption.Victim> victims) {
    return victims.stream().map(Preemption.Victim::workloadUid).toList();
  }

  @Test
  void theLowestPriorityFirstAndOnlyWhoIsThereAndMay() {
    var fleet = fleet(3);
    runs(fleet, "high", "hot", 5);
    runs(fleet, "low", "hot", 1);
    runs(fleet, "busy", "hot", 0);
    fleet.commit(
        "promised",
        1,
        request("promised", 1, 1),
        List.of(new Assignment("hot", 1, List.of("n"), 0, 72)));
    assertThat(uids(fleet.mayLeave("hot", Set.of("busy")))).containsExactly("low", "high");
    assertThat(fleet.mayLeave("unknown", Set.of())).isEmpty();
  }

  @Test
  void aQuestionAboutOneSiteLooksAtNobodyElsewhere() {
    var fleet = fleet(500);
    runs(fleet, "one", "hot", 0);
    var looked = new ArrayList<Object>();
    var busy =
        new AbstractSet<String>() {
          @Override
          public boolean contains(Object uid) {
            return !looked.add(uid);
          }

          @Override
          public Iterator<String> iterator() {
            return Collections.emptyIterator();
          }

          @Override
          public int size() {
            return 0;
          }
        };
    assertThat(uids(fleet.mayLeave("hot", busy))).containsExactly("one");
    assertThat(looked).containsExactly("one");
  }
}
