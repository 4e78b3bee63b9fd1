package dev.centralita.placement;

import static dev.centralita.placement.Facts.NOW;
import static dev.centralita.placement.Facts.node;
import static dev.centralita.placement.Facts.pod;
import static dev.centralita.placement.Facts.request;
import static dev.centralita.placement.Facts.site;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random small fleets against a plain recount written apart from the solver. */
class FleetOracleTest {
  private static final long SEED = Long.getLong("seed", new Random().nextLong());

  /** The oracle's own books: GPUs per site and node. */
  private final List<Map<String, Integer>> free = new ArrayList<>();

  private final List<Long> wattsLeft = new ArrayList<>();

  @Test
  void neverOverbooksAndAlwaysTakesTheNearestThatFits() {
    System.out.println("FleetOracleTest seed " + SEED);
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 300; round++) {
      oneFleet(random.split());
    }
  }

  private void oneFleet(SplittableRandom random) {
    free.clear();
    wattsLeft.clear();
    var fleet = new Fleet();
    int sites = random.nextInt(1, 6);
    for (int s = 0; s < sites; s++) {
      var id = "s" + s;
      long watts = random.nextInt(1, 12) * 72L;
      fleet.upsertSite(site(id, s * 500_000, new Power(watts, 1000, 0, 0)));
      wattsLeft.add(watts);
      free.add(new HashMap<>());
      for (int n = 0; n < random.nextInt(0, 4); n++) {
        int gpus = random.nextInt(1, 9);
        fleet.upsertNode(id, node("n" + n, "L4", gpus));
        free.get(s).put("n" + n, gpus);
      }
      if (random.nextInt(3) == 0 && free.get(s).containsKey("n0")) {
        hold(s, "n0", 1);
        fleet.upsertPod(id, pod("foreign" + s, "n0", null, 1));
      }
    }
    for (int w = 0; w < 12; w++) {
      decideOne(fleet, sites, request("w" + w, random.nextInt(1, 4), random.nextInt(1, 5)));
    }
  }

  private void decideOne(Fleet fleet, int sites, Request request) {
    var verdict = fleet.decide(request, NOW);
    var expected = expect(sites, request);
    var actual = new ArrayList<String>();
    if (verdict instanceof Verdict.Placed placed) {
      for (var a : placed.assignments()) {
        for (var node : a.nodes()) {
          actual.add(a.site());
          hold(Integer.parseInt(a.site().substring(1)), node, request.need().gpus());
        }
      }
      fleet.commit(request.workloadUid(), 1, request, placed.assignments());
    }
    assertThat(actual).as("seed %d, %s", SEED, request).isEqualTo(expected);
  }

  /** Site per replica by walking sites in order, on a copy of the books. */
  private List<String> expect(int sites, Request request) {
    var out = new ArrayList<String>();
    int gpus = request.need().gpus();
    for (int s = 0; s < sites; s++) {
      long watts = wattsLeft.get(s);
      for (int count : free.get(s).values()) {
        for (int left = count;
            left >= gpus && watts >= gpus * 72L && out.size() < request.replicas();
            left -= gpus) {
          watts -= gpus * 72L;
          out.add("s" + s);
        }
      }
    }
    return out;
  }

  private void hold(int site, String node, int gpus) {
    int left = free.get(site).merge(node, -gpus, Integer::sum);
    long watts = wattsLeft.get(site) - 72L * gpus;
    wattsLeft.set(site, watts);
    assertThat(left).as("seed %d GPUs on s%d/%s", SEED, site, node).isNotNegative();
    assertThat(watts).as("seed %d watts at s%d", SEED, site).isNotNegative();
  }
}
