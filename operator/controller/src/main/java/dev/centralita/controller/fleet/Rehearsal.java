package dev.centralita.controller.fleet;

import dev.centralita.placement.Fleet;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.Population;
import dev.centralita.placement.Power;
import dev.centralita.placement.Request;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.Verdict;
import java.util.List;
import java.util.Set;

/**
 * One batch of made-up decisions on a fleet of its own: two places that two would rather have the
 * other way round than they came, and one for whom there is none. It loads the code that the first
 * crowd would otherwise wait for: a quarter of a second, and two on a crowded machine.
 */
final class Rehearsal {
  /** Between the two places: some fifty kilometres. */
  private static final int MICRODEGREES = 500_000;

  private Rehearsal() {}

  /** For how many of the batch a plan kept a place. */
  static int run() {
    var fleet = new Fleet();
    site(fleet, "near", 0);
    site(fleet, "far", MICRODEGREES);
    var asked =
        List.of(
            request("either", MICRODEGREES * 2 / 5, 1),
            request("near", 0, 1),
            request("none", 0, 9));
    var seating = fleet.seating(asked, 0);
    int planned = seating.size();
    for (var request : asked) {
      seating.turn(fleet, request.workloadUid());
      if (fleet.decide(request, 0) instanceof Verdict.Placed placed) {
        fleet.commit(request.workloadUid(), 0, request, placed.assignments());
      }
    }
    seating.end(fleet);
    return planned;
  }

  private static void site(Fleet fleet, String name, int lonE6) {
    fleet.upsertSite(
        new SiteFacts(
            name,
            true,
            null,
            true,
            List.of(),
            "ES",
            Set.of("ES"),
            List.of(),
            name,
            0,
            lonE6,
            0,
            Power.UNLIMITED,
            List.of()));
    var gpu = new Gpu("L4", "ada", 24, 1, 9, 72, 1, false, List.of());
    fleet.upsertNode(name, new NodeFacts(name, true, List.of(), gpu, 1_000, 1L << 30, 10));
  }

  private static Request request(String uid, int lonE6, int gpus) {
    return Request.of(uid, uid, 1, Need.gpus(gpus))
        .edit()
        .populations(List.of(new Population(uid, 0, lonE6, 1)))
        .done();
  }
}
