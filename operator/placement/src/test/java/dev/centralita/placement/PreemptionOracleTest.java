package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On small fleets: no other choice of victims is less, and each of them is needed. */
class PreemptionOracleTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final int SITES = 3;

  @Test
  void noChoiceIsLessAndNobodyLeavesForNothing() {
    System.out.println("PreemptionOracleTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    int chosen = 0;
    for (int round = 0; round < 400; round++) {
      chosen += oneFleet(random.split()) ? 1 : 0;
    }
    assertThat(chosen).as("rounds with victims, seed %d", SEED).isGreaterThan(40);
  }

  private static boolean oneFleet(SplittableRandom random) {
    var fleet = fleet(random);
    var waiting = new ArrayList<Request>();
    for (int w = random.nextInt(1, 3); w > 0; w--) {
      waiting.add(
          request("w" + w, random.nextInt(1, 3), random.nextInt(1, 5))
              .edit()
              .priority(5)
              .preempts(true)
              .singleSite(random.nextBoolean())
              .allOrNothing(random.nextBoolean())
              .done());
    }
    waiting.removeIf(r -> {
      boolean placed = fleet.whole(r, NOW) != null;
      if (placed) {
        runs(fleet, r, fleet.whole(r, NOW));
      }
      return placed;
    });
    var before = fleet.snapshot();
    var parties = waiting.stream().map(List::of).toList();
    var found = fleet.preempt(parties, Set.of(), NOW);
    assertThat(fleet.snapshot()).as("seed %d", SEED).isEqualTo(before);
    assertThat(Recount.read(fleet)).as("seed %d", SEED).isEqualTo(Recount.of(before));
    if (found.victims().isEmpty()) {
      // Whoever has no place now would have none with everybody gone who may go.
      int all = 1 << units(before).size();
      for (var request : waiting) {
        assertThat(fits(before, all - 1, List.of(request)) && !fits(before, 0, List.of(request)))
            .as("seed %d %s", SEED, request)
            .isFalse();
      }
      return false;
    }
    var served = found.seats().stream().map(Preemption.Seat::request).toList();
    int lost = found.victims().stream().mapToInt(Preemption.Victim::replicas).sum();
    assertThat(lost)
        .as("seed %d for %s", SEED, served)
        .isLessThanOrEqualTo(leastReplicas(before, served));
    isSound(before, found);
    return true;
  }

  /** Those who wait find their seats when the victims have gone, and not when one of them stays. */
  static void isSound(Snapshot before, Preemption found) {
    var served = found.seats().stream().map(Preemption.Seat::request).toList();
    var after = without(before, mask(before, found.victims()));
    found
        .seats()
        .forEach(s -> after.commit(s.request().workloadUid(), 1, s.request(), s.assignments()));
    for (var seat : found.seats()) {
      assertThat(after.whole(seat.request(), NOW))
          .as("seed %d", SEED)
          .isEqualTo(seat.assignments());
    }
    for (var victim : found.victims()) {
      var fewer = new ArrayList<>(found.victims());
      fewer.remove(victim);
      assertThat(fits(before, mask(before, fewer), served)).as("seed %d", SEED).isFalse();
    }
  }

  static Fleet fleet(SplittableRandom random) {
    var fleet = new Fleet();
    for (int s = 0; s < SITES; s++) {
      // Some sites have watts for fewer GPUs than they have.
      var power = new Power(random.nextInt(3, 12) * 72L, 1000, 0, 0);
      fleet.upsertSite(site("s" + s, s * 500_000, power));
      for (int n = 0; n < 2; n++) {
        fleet.upsertNode("s" + s, node("n" + n, "L4", 4));
      }
    }
    for (int v = 0; v < 9; v++) {
      var request =
          request("v" + v, random.nextInt(1, 3), random.nextInt(1, 4))
              .edit()
              .priority(random.nextInt(4))
              .preemptible(random.nextInt(4) != 0)
              .done();
      if (fleet.decide(request, NOW) instanceof Verdict.Placed placed) {
        runs(fleet, request, placed.assignments());
      }
    }
    return fleet;
  }

  private static void runs(Fleet fleet, Request request, List<Assignment> assignments) {
    var uid = request.workloadUid();
    fleet.commit(uid, 1, request, assignments);
    for (var a : assignments) {
      for (int i = 0; i < a.replicas(); i++) {
        var pod = Facts.pod(uid + a.site() + i, a.nodes().get(i), uid, request.need().gpus());
        fleet.upsertPod(a.site(), pod);
      }
    }
  }

  // The oracle: every subset, each in a fleet of its own.

  private record Unit(String uid, String site, int replicas) {}

  private static List<Unit> units(Snapshot fleet) {
    var out = new ArrayList<Unit>();
    for (var p : fleet.promises()) {
      if (p.request().preemptible()) {
        p.assignments().forEach(a -> out.add(new Unit(p.workloadUid(), a.site(), a.replicas())));
      }
    }
    return out;
  }

  private static int mask(Snapshot fleet, List<Preemption.Victim> victims) {
    var units = units(fleet);
    int mask = 0;
    for (var v : victims) {
      mask |= 1 << units.indexOf(new Unit(v.workloadUid(), v.site(), v.replicas()));
    }
    return mask;
  }

  private static int leastReplicas(Snapshot before, List<Request> served) {
    var units = units(before);
    int least = Integer.MAX_VALUE;
    for (int mask = 0; mask < 1 << units.size(); mask++) {
      int lost = 0;
      for (int u = 0; u < units.size(); u++) {
        lost += (mask >> u & 1) * units.get(u).replicas;
      }
      if (lost < least && fits(before, mask, served)) {
        least = lost;
      }
    }
    return least;
  }

  private static boolean fits(Snapshot before, int mask, List<Request> served) {
    var fleet = without(before, mask);
    for (var request : served) {
      if (!(fleet.decide(request, NOW) instanceof Verdict.Placed placed) || placed.missing() > 0) {
        return false;
      }
      fleet.commit(request.workloadUid(), 1, request, placed.assignments());
    }
    return true;
  }

  private static Fleet without(Snapshot before, int mask) {
    var units = units(before);
    var gone =
        units.stream()
            .filter(u -> (mask >> units.indexOf(u) & 1) != 0)
            .map(u -> u.uid + "@" + u.site)
            .collect(Collectors.toSet());
    var sites =
        before.sites().stream()
            .map(s ->
                new Snapshot.Site(
                    s.facts(),
                    s.nodes(),
                    s.pods().stream()
                        .filter(p -> !gone.contains(p.workloadUid() + "@" + s.facts().id()))
                        .toList()))
            .toList();
    var promises =
        before.promises().stream()
            .map(p ->
                new Snapshot.Promise(
                    p.workloadUid(),
                    p.epoch(),
                    p.request(),
                    p.assignments().stream()
                        .filter(a -> !gone.contains(p.workloadUid() + "@" + a.site()))
                        .toList()))
            .toList();
    return Fleet.of(new Snapshot(sites, promises));
  }
}
