package dev.centralita.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.hot.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A fleet that was told 100,000 changes equals one that was told the outcome: its numbers, its
 * masks, its decisions and its explanations; and place, decide and explain say the same of it.
 */
class FleetDeltasTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final int DELTAS = 100_000;
  private static final int BETWEEN = 400;

  private final RandomFacts facts = new RandomFacts(new SplittableRandom(SEED));
  private final SplittableRandom random = new SplittableRandom(SEED + 1);
  private final Fleet fleet = new Fleet();
  private final List<Request> requests = new ArrayList<>();
  private long now = Facts.NOW;
  private long epoch;

  @Test
  void whatIsKeptEqualsWhatIsBuiltAnew() {
    System.out.println("FleetDeltasTest seed " + SEED);
    for (int w = 0; w < 8; w++) {
      requests.add(facts.request(w));
    }
    for (int i = 0; i < DELTAS; i++) {
      change();
      if (i % BETWEEN == 0) {
        compare("seed %d change %d".formatted(SEED, i));
      }
    }
  }

  private void change() {
    var site = facts.siteName();
    switch (random.nextInt(20)) {
      case 0, 1 -> fleet.upsertSite(facts.site(site));
      case 2 -> removeSiteSeldom(site);
      case 3, 4, 5, 6 -> fleet.upsertNode(site, facts.node(facts.nodeName()));
      case 7 -> fleet.removeNode(site, facts.nodeName());
      case 8, 9, 10, 11 -> fleet.upsertPod(site, facts.pod(podUid()));
      case 12, 13, 14 -> fleet.removePod(site, podUid());
      case 15 -> fleet.commit(anyone(), ++epoch, facts.request(0), facts.assignments());
      case 16, 17 -> decideAndHold();
      case 18 -> fleet.release(anyone());
      default -> {
        requests.set(random.nextInt(8), facts.request(random.nextInt(8)));
        now = Facts.NOW + random.nextInt(9);
      }
    }
  }

  private String anyone() {
    return "w" + random.nextInt(8);
  }

  private String podUid() {
    return "p" + random.nextInt(25);
  }

  private void removeSiteSeldom(String site) {
    if (random.nextInt(5) == 0) {
      fleet.removeSite(site);
    }
  }

  private void decideAndHold() {
    var request = facts.any(requests);
    if (fleet.decide(request, now) instanceof Verdict.Placed placed) {
      fleet.commit(request.workloadUid(), ++epoch, request, placed.assignments());
    }
  }

  private void compare(String when) {
    var rebuilt = Fleet.of(fleet.snapshot());
    assertThat(Internals.of(fleet, requests, now))
        .as(when)
        .isEqualTo(Internals.of(rebuilt, requests, now));
    assertThat(Recount.of(fleet.snapshot())).as(when).isEqualTo(Recount.read(fleet));
    for (var request : requests) {
      var explanation = fleet.explain(request, now);
      assertThat(rebuilt.explain(request, now)).as(when).isEqualTo(explanation);
      agree(request, explanation, when);
    }
  }

  /** The masks of {@code place}, the rules asked site by site, and the explanation. */
  private void agree(Request request, Explanation explanation, String when) {
    var question = fleet.question(request);
    var out = new Placement();
    boolean found = fleet.place(question, now, out);
    var asked = fleet.questions.asked(question, now);
    for (var said : explanation.sites()) {
      var site = fleet.register.site(fleet.register.get(said.site()).id);
      var claim = site.holdings.claim(request.workloadUid());
      int rows =
          Constraints.failing(site, asked, fleet.nodeRules, claim == null ? 0 : claim.slots.size());
      var reasons = said.failing().stream().map(Explanation.Failing::reason).toList();
      assertThat(reasons).as(when).isEqualTo(reasons(rows, site, request));
      for (int row = 0; row < Placement.ROWS; row++) {
        assertThat(out.failing(row, site.id))
            .as("%s site %s row %d", when, said.site(), row)
            .isEqualTo((rows & ROWS_OF_MASK[row]) != 0);
      }
    }
    var feasible = explanation.sites().stream().filter(s -> s.failing().isEmpty()).toList();
    assertThat(found).as(when).isEqualTo(!feasible.isEmpty());
    if (found) {
      var nearest = feasible.getFirst().rttMicros();
      var best =
          feasible.stream()
              .filter(s -> s.rttMicros() == nearest)
              .min(Comparator.comparingLong(s -> s.score().fragmentation()))
              .get();
      assertThat(out.rttMicros()).as(when).isEqualTo(nearest);
      var chosen =
          feasible.stream().filter(s -> s.site().equals(fleet.siteName(out.site()))).findFirst();
      assertThat(chosen.get().score().fragmentation())
          .as(when)
          .isEqualTo(best.score().fragmentation());
      assertThat(fleet.nodeName(out.site(), out.row()))
          .as(when)
          .isEqualTo(chosen.get().score().node());
    }
  }

  private static final int[] ROWS_OF_MASK = rowsOfMask();

  private static int[] rowsOfMask() {
    int[] out = new int[Placement.ROWS];
    for (int row = 0; row < Placement.FULL; row++) {
      out[row] = 1 << row;
    }
    out[Placement.FULL] =
        Constraint.NodeFit.bit() | Constraint.Ceiling.bit() | Constraint.Power.bit();
    out[Placement.SPREAD] = Constraint.Spread.bit();
    out[Placement.AFFINITY] = Constraint.Affinity.bit();
    out[Placement.ANTI_AFFINITY] = Constraint.AntiAffinity.bit();
    return out;
  }

  private static List<Reason> reasons(int rows, SiteState site, Request request) {
    var out = new ArrayList<Reason>();
    for (int left = rows; left != 0; left &= left - 1) {
      out.add(SiteRules.reason(Constraint.first(left), site.facts, request));
    }
    return out;
  }
}
