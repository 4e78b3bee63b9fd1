package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What waits together is decided as one batch, and comes out no worse than one after the other. */
class SeatingTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final int NEAR = 0;
  private static final int MIDDLE = 1_000_000;
  private static final int FAR = 6_000_000;

  /** Verdicts of a batch in a fleet, decided and promised in turn as the operator does. */
  private static Map<String, Verdict> decide(Fleet fleet, List<Request> order, Seating seating) {
    var out = new LinkedHashMap<String, Verdict>();
    for (var request : order) {
      var uid = request.workloadUid();
      seating.turn(fleet, uid);
      var verdict = fleet.decide(request, NOW);
      out.put(uid, verdict);
      var places = verdict instanceof Verdict.Placed p ? p.assignments() : List.<Assignment>of();
      fleet.commit(uid, 0, request, places);
    }
    return out;
  }

  private static String show(Fleet fleet, Request... order) {
    var batch = List.of(order);
    var out = new ArrayList<String>();
    decide(fleet, batch, fleet.seating(batch, NOW))
        .forEach((uid, verdict) -> out.add(uid + " " + Facts.show(verdict)));
    return String.join(", ", out);
  }

  private static Request at(Request request, int lonE6) {
    return request.edit().populations(List.of(new Population("p", 40_000_000, lonE6, 1))).done();
  }

  private static Fleet fleet(int near, int middle, int far) {
    var fleet = new Fleet();
    fleet.upsertSite(site("near", NEAR));
    fleet.upsertSite(site("middle", MIDDLE));
    fleet.upsertSite(site("far", FAR));
    fleet.upsertNode("near", node("n", "L4", near));
    fleet.upsertNode("middle", node("n", "L4", middle));
    fleet.upsertNode("far", node("n", "L4", far));
    return fleet;
  }

  /** It would take the last place near, where the other has all its users. */
  private static Request between(String uid) {
    return at(request(uid, 1, 1), MIDDLE / 2 - 50_000);
  }

  private static Request west(String uid) {
    return at(request(uid, 1, 1), NEAR - 3_000_000);
  }

  @Test
  void whoeverLosesLittleLeavesTheNearerPlaceToTheOther() {
    var batch = List.of(between("a"), west("b"));
    var fleet = fleet(1, 1, 1);
    assertThat(decide(fleet, batch, Seating.NONE).values().stream().map(Facts::show))
        .containsExactly("near×1 missing 0", "middle×1 missing 0");

    var planned = fleet(1, 1, 1);
    var verdicts = decide(planned, batch, planned.seating(batch, NOW));

    assertThat(verdicts.values().stream().map(Facts::show))
        .containsExactly("middle×1 missing 0", "near×1 missing 0");
    // Its verdict says why it is not at the nearest: the room is promised.
    var refusal = verdicts.get("a").refusals().getFirst();
    assertThat(refusal.site() + " " + refusal.reason()).isEqualTo("near NodeFit");
    assertThat(planned.snapshot().promises()).hasSize(2);
  }

  @Test
  void oneAloneAndThoseThatDoNotCompeteAreLeftToTheNearest() {
    var fleet = fleet(4, 4, 4);
    assertThat(fleet.seating(List.of(request("a", 6, 1)), NOW).size()).isZero();
    assertThat(fleet.seating(List.of(between("a"), west("b")), NOW).size()).isZero();
  }

  @Test
  void equalsFillTheNearestAndThenTheNext() {
    var a = request("a", 3, 1);
    var b = request("b", 3, 1);
    assertThat(show(fleet(4, 4, 4), a, b))
        .isEqualTo("a near×3 missing 0, b near×1 middle×2 missing 0");
  }

  @Test
  void nothingIsKeptFromAHigherPriority() {
    var high = between("high").edit().priority(1).done();
    assertThat(show(fleet(1, 1, 1), high, west("low")))
        .isEqualTo("high near×1 missing 0, low middle×1 missing 0");
  }

  @Test
  void replicasOfOneMayBeSpreadForTheSakeOfAnother() {
    var wide = at(request("wide", 2, 1), MIDDLE / 2 - 50_000);
    assertThat(show(fleet(2, 2, 2), wide, west("b"), west("c")))
        .isEqualTo("wide middle×2 missing 0, b near×1 missing 0, c near×1 missing 0");
  }

  @Test
  void kindsOfGpuAreNotMixedUp() {
    var fleet = fleet(1, 0, 1);
    fleet.upsertNode("near", node("other", "A10", 8));
    fleet.upsertNode("middle", node("other", "A10", 8));
    fleet.upsertNode("middle", node("n", "L4", 1));
    var l4 = between("a").edit().need(Need.gpus(1).edit().products(java.util.Set.of("L4")).done());
    var b = west("b").edit().need(Need.gpus(1).edit().products(java.util.Set.of("L4")).done());
    assertThat(show(fleet, l4.done(), b.done()))
        .isEqualTo("a middle×1 missing 0, b near×1 missing 0");
  }

  @Test
  void powerIsPromisedOnceInAPlanToo() {
    var fleet = fleet(8, 8, 8);
    fleet.upsertSite(site("near", NEAR, new Power(72, 1000, 0, 0)));
    assertThat(show(fleet, between("a"), west("b")))
        .isEqualTo("a middle×1 missing 0, b near×1 missing 0");
    assertThat(fleet.use("near").wattsCommitted()).isEqualTo(72);
  }

  @Test
  void thoseWhomNoPlanExpressesAreDecidedInTheirTurn() {
    var job = between("a").edit().replicas(2).singleSite(true).allOrNothing(true).done();
    assertThat(fleet(1, 1, 1).plans(job)).isFalse();
    assertThat(show(fleet(2, 2, 2), job, between("b"), between("c"), west("d"), west("e")))
        .isEqualTo(
            "a near×2 missing 0, b middle×1 missing 0, c middle×1 missing 0,"
                + " d far×1 missing 0, e far×1 missing 0");
  }

  /** What is missing, by priority from the highest, then RTT by weight. */
  private static List<Long> bill(List<Request> order, Map<String, Verdict> verdicts) {
    var missing = new TreeMap<Integer, Long>(Comparator.reverseOrder());
    long cost = 0;
    for (var request : order) {
      var verdict = verdicts.get(request.workloadUid());
      long placed = 0;
      if (verdict instanceof Verdict.Placed p) {
        for (var a : p.assignments()) {
          placed += a.replicas();
          cost += (long) request.weight() * a.rttMicros() * a.replicas();
        }
      }
      long gpus = Math.max(1, request.need().gpus());
      missing.merge(
          request.priority(), (request.replicas() - placed) * gpus * request.weight(), Long::sum);
    }
    var out = new ArrayList<>(missing.values());
    out.add(cost);
    return out;
  }

  private static int compare(List<Long> one, List<Long> other) {
    for (int i = 0; i < one.size(); i++) {
      int c = Long.compare(one.get(i), other.get(i));
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  @Test
  void contendedBatchesCostNoMoreAndMostlyLessThanOneByOne() {
    System.out.println("SeatingTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    int better = 0;
    int rounds = 100;
    for (int round = 0; round < rounds; round++) {
      var fleet = new Fleet();
      for (int s = 0; s < 8; s++) {
        fleet.upsertSite(site("s" + s, random.nextInt(5_000_000)));
        fleet.upsertNode("s" + s, node("n0", "L4", random.nextInt(2, 9)));
        fleet.upsertNode("s" + s, node("n1", random.nextBoolean() ? "L4" : "A10", 4));
      }
      var order = new ArrayList<Request>();
      for (int w = 0; w < 16; w++) {
        int gpus = random.nextInt(1, 5);
        order.add(
            at(request("w" + w, random.nextInt(1, 4), gpus), random.nextInt(5_000_000))
                .edit()
                .weight(random.nextInt(1, 4))
                .priority(random.nextInt(3) == 0 ? 1 : 0)
                .done());
      }
      order.sort(
          Comparator.comparingInt((Request r) -> -r.priority()).thenComparingInt(r -> -r.weight()));
      better += compared(fleet, order) < 0 ? 1 : 0;
    }
    System.out.println("Better than one by one: " + better + " of " + rounds);
    assertThat(better).as("seed %d", SEED).isGreaterThan(rounds * 3 / 4);
  }

  @Test
  void anyBatchCostsNoMoreThanOneByOne() {
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 200; round++) {
      var facts = new RandomFacts(random.split());
      var fleet = new Fleet();
      for (int s = 0; s < RandomFacts.SITES; s++) {
        fleet.upsertSite(facts.site("s" + s));
        for (int n = 0; n < RandomFacts.NODES; n++) {
          fleet.upsertNode("s" + s, facts.node("n" + n));
        }
      }
      for (int p = 0; p < 8; p++) {
        fleet.upsertPod(facts.siteName(), facts.pod("p" + p));
      }
      var order = new ArrayList<Request>();
      for (int w = 0; w < 8; w++) {
        var request = facts.request(w);
        order.add(facts.oneIn(2) ? request.edit().affinity(Affinity.NONE).done() : request);
        if (facts.oneIn(4)) {
          fleet.commit("w" + w, 1, request, held(fleet, request, facts));
        }
      }
      compared(fleet, order);
    }
  }

  /** Mostly what it would be given, so that it stays there. */
  private static List<Assignment> held(Fleet fleet, Request request, RandomFacts facts) {
    return !facts.oneIn(4) && fleet.decide(request, NOW) instanceof Verdict.Placed p
        ? p.assignments()
        : facts.assignments();
  }

  /** How the batch comes out against one by one; below 0 is better, above it is a failure. */
  private static int compared(Fleet fleet, List<Request> order) {
    var before = Internals.of(fleet, order, NOW);
    var snapshot = fleet.snapshot();
    var seating = fleet.seating(order, NOW);
    assertThat(fleet.snapshot()).as("seed %d", SEED).isEqualTo(snapshot);
    assertThat(Internals.of(fleet, order, NOW)).as("seed %d", SEED).isEqualTo(before);

    var one = bill(order, decide(Fleet.of(snapshot), order, Seating.NONE));
    var verdicts = decide(fleet, order, seating);
    int compared = compare(bill(order, verdicts), one);
    assertThat(compared).as("seed %d, one by one %s", SEED, one).isLessThanOrEqualTo(0);
    assertThat(seating.size() == 0 || compared < 0).as("seed %d", SEED).isTrue();

    var again = Fleet.of(snapshot);
    assertThat(decide(again, order, again.seating(order, NOW))).isEqualTo(verdicts);
    assertThat(fleet.snapshot()).isEqualTo(again.snapshot());
    return compared;
  }
}
