package dev.centralita.controller.steering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.inventory.MigNode;
import dev.centralita.placement.Assignment;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.Gpu;
import dev.centralita.placement.MigSlots;
import dev.centralita.placement.Need;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;
import dev.centralita.placement.Power;
import dev.centralita.placement.Request;
import dev.centralita.placement.SiteFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeometryTest {
  private static final long NOW = 1_800_000_000L;
  private static final String SITE = "madrid";

  private final Fleet fleet = new Fleet();

  GeometryTest() {
    fleet.upsertSite(
        new SiteFacts(
            SITE,
            true,
            null,
            true,
            List.of(),
            "ES",
            Set.of("ES"),
            List.of(),
            "T",
            40_000_000,
            0,
            300,
            Power.UNLIMITED,
            List.of()));
  }

  @Test
  void changesTheNodeThatLetsMostBePlaced() {
    node("a", whole(8));
    waits("slices", 10, slice("1g.10gb"));
    waits("large", 1, slice("3g.40gb"));

    var nodes =
        List.of(
            mig("a", Map.of("all-1g.10gb", parts("1g.10gb", 56))),
            mig("b", Map.of("all-3g.40gb", parts("3g.40gb", 16))));
    assertThat(decide(nodes, ""))
        .isEqualTo(new Geometry.Change("a", "all-disabled", "all-1g.10gb", 10, List.of("slices")));
  }

  @Test
  void ofEqualsTheOwnersFirstIsTaken() {
    node("a", whole(8));
    waits("slices", 2, slice("1g.10gb"));

    var options = new LinkedHashMap<String, NodeFacts>();
    options.put("all-balanced", facts("a", parts("1g.10gb", 16)));
    options.put("all-1g.10gb", facts("a", parts("1g.10gb", 56)));
    assertThat(decide(List.of(new MigNode("a", "all-disabled", options)), ""))
        .isInstanceOfSatisfying(
            Geometry.Change.class, change -> assertThat(change.to()).isEqualTo("all-balanced"));
  }

  @Test
  void leavesEverythingAsItIsForNoGain() {
    node("a", whole(8));
    var nodes = List.of(mig("a", Map.of("all-1g.10gb", parts("1g.10gb", 56))));
    assertThat(decide(nodes, "")).isEqualTo(new Geometry.Keep("nothing waits"));

    waits("larger", 1, slice("3g.40gb"));
    assertThat(decide(nodes, "")).isEqualTo(new Geometry.Keep("no geometry lets more be placed"));

    waits("slices", 1, slice("1g.10gb"));
    assertThat(decide(nodes, "a node is being changed"))
        .isEqualTo(new Geometry.Keep("a node is being changed"));
  }

  @Test
  void aNodeThatIsPromisedToSomebodyIsLeftAlone() {
    node("a", whole(8));
    waits("slices", 1, slice("1g.10gb"));
    var whole = Request.of("w", "w", 1, Need.gpus(1));
    fleet.commit("w", 1, whole, List.of(new Assignment(SITE, 1, List.of("a"), 0, 700)));
    var nodes = List.of(mig("a", Map.of("all-1g.10gb", parts("1g.10gb", 56))));

    assertThat(decide(nodes, "")).isInstanceOf(Geometry.Keep.class);

    // Bound elsewhere: the advice is not what it holds.
    node("b", whole(8));
    fleet.upsertPod(SITE, new PodFacts("p", "b", "w", 1, 1, List.of(), 0, 0, false));
    assertThat(decide(nodes, "")).isInstanceOf(Geometry.Change.class);
  }

  @Test
  void whatWouldTakeMoreThanItGivesIsNotDone() {
    node("a", whole(8));
    waits("slices", 1, slice("1g.10gb"));
    waits("whole", 8, Need.gpus(8));

    // One whole-GPU replica of eight can be placed now; the slice would take its node.
    assertThat(decide(List.of(mig("a", Map.of("all-1g.10gb", parts("1g.10gb", 56)))), ""))
        .isInstanceOf(Geometry.Keep.class);
  }

  private Geometry.Step decide(List<MigNode> nodes, String busy) {
    return Geometry.decide(new Geometry.Input(SITE, fleet.snapshot(), nodes, busy, NOW));
  }

  private void waits(String name, int replicas, Need need) {
    fleet.commit(name, 1, Request.of(name, name, replicas, need), List.of());
  }

  private void node(String name, Gpu gpu) {
    fleet.upsertNode(SITE, facts(name, gpu));
  }

  private static MigNode mig(String name, Map<String, Gpu> options) {
    var facts = new LinkedHashMap<String, NodeFacts>();
    options.forEach((config, gpu) -> facts.put(config, facts(name, gpu)));
    return new MigNode(name, "all-disabled", facts);
  }

  private static NodeFacts facts(String name, Gpu gpu) {
    return new NodeFacts(name, true, List.of(), gpu, 64_000, 256L << 30, 110);
  }

  private static Gpu whole(int count) {
    return gpu(count, List.of());
  }

  private static Gpu parts(String profile, int count) {
    return gpu(0, List.of(new MigSlots(profile, count)));
  }

  private static Gpu gpu(int count, List<MigSlots> mig) {
    return new Gpu("NVIDIA-H100-80GB-HBM3", "hopper", 80, 9, 0, 700, count, false, mig);
  }

  private static Need slice(String profile) {
    return Need.gpus(1).edit().migProfile(profile).done();
  }
}
