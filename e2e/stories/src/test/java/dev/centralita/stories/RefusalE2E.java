package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.NodePool;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every rule refuses in its own name, in status and in an Event, and the workload runs where it
 * may.
 */
class RefusalE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void byLaw() {
    world.apply(World.MADRID.country("PT"));
    var spanish =
        world
            .applied(
                world.workload("spanish", 1).with("/spec/sovereignty/jurisdictions", List.of("ES")))
            .awaitReady();

    assertThat(spanish.running()).isEqualTo(Map.of("valencia", 1L));
    var refusal = spanish.awaitRefusal("madrid", "Jurisdiction");
    assertThat(refusal.need()).contains("ES");
    assertThat(refusal.offer()).contains("PT");
    spanish.awaitRefusal("paris", "Jurisdiction");
  }

  @Test
  void byLawEverywhere() {
    var nowhere =
        world.applied(
            world.workload("nowhere", 1).with("/spec/sovereignty/jurisdictions", List.of("IS")));

    nowhere.awaitReason("Stalled", "Jurisdiction").awaitRefusedEverywhere("Jurisdiction");
    assertThat(nowhere.refusalCounts()).isEqualTo(Map.of("Jurisdiction", 4));
  }

  @Test
  void byControl() {
    world.apply(World.MADRID.controlledBy("ES", "US"));
    world.apply(World.VALENCIA.controlledBy());
    var free =
        world
            .applied(
                world.workload("free", 1).with("/spec/sovereignty/excludedControl", List.of("US")))
            .awaitReady();

    assertThat(free.running()).isEqualTo(Map.of("barcelona", 1L));
    assertThat(free.awaitRefusal("madrid", "Control").offer()).contains("US");
    // Nobody said who can compel Valencia, and that is not a no.
    free.awaitRefusal("valencia", "Control");

    world
        .applied(
            world
                .workload("nobodys", 1)
                .with("/spec/sovereignty/excludedControl", List.of("ES", "FR")))
        .awaitReason("Stalled", "Control")
        .awaitRefusedEverywhere("Control");
  }

  @Test
  void byACertificateThatIsMissingOrTooLow() {
    world.apply(World.MADRID.with("/spec/jurisdiction/certifications", List.of()));
    world.apply(World.VALENCIA.certified("ENS", "Medium", "2040-01-01T00:00:00Z"));
    var health = world.applied(needsEnsHigh("health")).awaitReady();

    assertThat(health.running()).isEqualTo(Map.of("barcelona", 1L));
    health.awaitRefusal("madrid", "Certification");
    assertThat(health.awaitRefusal("valencia", "Certification").offer()).contains("Medium");

    world
        .applied(
            needsEnsHigh("health-data")
                .with(
                    "/spec/sovereignty/certifications",
                    List.of(Map.of("scheme", "SecNumCloud", "level", "3.2"))))
        .awaitReason("Stalled", "Certification")
        .awaitRefusedEverywhere("Certification");
  }

  @Test
  void byACertificateThatEndsWhileItRuns() {
    String soon =
        Instant.now().plusSeconds(12L * World.SLOWNESS).truncatedTo(ChronoUnit.SECONDS).toString();
    world.apply(World.MADRID.certified("ENS", "High", soon));
    var health = world.applied(needsEnsHigh("health")).awaitRunning(Map.of("madrid", 1L));

    // Nobody touches anything: the date alone moves it.
    health.awaitRunning(Map.of("valencia", 1L));
    health.awaitRefusal("madrid", "Certification");

    World.SITES.forEach(site -> world.apply(site.certified("ENS", "High", soon)));
    world
        .applied(needsEnsHigh("late"))
        .awaitReason("Stalled", "Certification")
        .awaitRefusedEverywhere("Certification");
  }

  @Test
  void byCarrier() {
    world.apply(World.MADRID.with("/spec/carrier", "Orange"));
    var loyal =
        world
            .applied(
                world
                    .workload("loyal", 1)
                    .with("/spec/sovereignty/carriers/allow", List.of("Telefónica")))
            .awaitReady();

    assertThat(loyal.running()).isEqualTo(Map.of("valencia", 1L));
    assertThat(loyal.awaitRefusal("madrid", "Carrier").offer()).contains("Orange");
  }

  @Test
  void byLatency() {
    var near = world.workload("near", 12).with("/spec/latency/maxRoundTrip", "5ms");
    var watched = world.applied(near);

    // Eight fit at Madrid; the others would be too far, so they wait and say so.
    watched.awaitRunning(Map.of("madrid", 8L));
    watched.awaitRefusal("barcelona", "Latency");
    assertThat(watched.awaitRefusal("paris", "Latency").need()).contains("5");

    world.apply(world.workload("far", 1).with("/spec/latency/maxRoundTrip", "100us"));
    new Watched(world, world.namespace(), "far")
        .awaitReason("Stalled", "Latency")
        .awaitRefusedEverywhere("Latency");
  }

  @Test
  void byGpuModel() {
    var big =
        world.applied(
            world
                .workload("big", 1)
                .with("/spec/accelerator/products", List.of("NVIDIA-H100-80GB-HBM3")));

    big.awaitReason("Stalled", "Accelerator").awaitRefusedEverywhere("Accelerator");
    assertThat(big.awaitRefusal("madrid", "Accelerator").offer()).contains("NVIDIA-L4");
  }

  @Test
  @Needs(Ability.NEW_NODES)
  void byGpuModelUntilTheSiteGetsSuchANode() {
    var big =
        world.applied(
            world
                .workload("big", 1)
                .with("/spec/accelerator/products", List.of("NVIDIA-H100-80GB-HBM3")));
    big.awaitReason("Stalled", "Accelerator");

    // The site gets such a node, and nobody has to tell the operator.
    var added = world.cluster("valencia").addNodes(NodePool.of(1, "h100-80gb-hbm3"));
    try {
      big.awaitRunning(Map.of("valencia", 1L));
    } finally {
      world.delete(world.workload("big", 1));
      // A pod that ends on a machine that is gone stays for a minute.
      World.within(60).until(() -> world.truth("valencia").deliveredPods().isEmpty());
      added.forEach(node -> world.cluster("valencia").removeNode(node));
    }
  }

  @Test
  void byPower() {
    // Room for two L4: 1.2 × 2 × 72 W = 172.8 W of 200 W.
    world.apply(World.MADRID.with("/spec/power/capacity", "200"));
    world.awaitSite("madrid", "Ready", "True");
    var hungry = world.applied(world.workload("hungry", 3)).awaitReady();

    assertThat(hungry.running()).isEqualTo(Map.of("madrid", 2L, "valencia", 1L));
    var refusal = hungry.awaitRefusal("madrid", "Power");
    assertThat(refusal.need()).contains("W");
    assertThat(
            world
                .truth("madrid")
                .overbooked(new java.math.BigDecimal("1.2"), Map.of("NVIDIA-L4", 72), 200))
        .isEmpty();

    // 1.2 × 4 × 72 W is more than any of them has.
    World.SITES.forEach(site -> world.apply(site.with("/spec/power/capacity", "200")));
    world
        .applied(world.workload("greedy", 1).with("/spec/accelerator/count", 4))
        .awaitRefusedEverywhere("Power");
  }

  @Test
  void byAPolicyOfThePlatformTeam() {
    String guarded = world.newNamespace(world.namespace() + "-guarded", Map.of("data", "personal"));
    var workload = Draft.workload(guarded, "people", 1);
    var people = world.applied(workload).awaitRunning(Map.of("madrid", 1L));
    long epoch = people.epoch();

    var policy =
        Draft.of(
            """
            apiVersion: centralita.dev/v1alpha1
            kind: SovereigntyPolicy
            metadata: {name: personal-data}
            spec:
              namespaceSelector: {matchLabels: {data: personal}}
              jurisdictions: [FR]
            """);
    world.apply(policy);

    // The law says so: it leaves Madrid, and runs where it may.
    people.awaitRunning(Map.of("paris", 1L));
    people.awaitRefusal("madrid", "Jurisdiction");
    assertThat(people.epoch()).isGreaterThan(epoch);

    world.apply(policy.with("/spec/jurisdictions", List.of("ES")));
    people.awaitRunning(Map.of("madrid", 1L));
  }

  private static Draft needsEnsHigh(String name) {
    return world
        .workload(name, 1)
        .with(
            "/spec/sovereignty/certifications", List.of(Map.of("scheme", "ENS", "level", "High")));
  }
}
