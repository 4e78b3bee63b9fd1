package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.centralita.fleet.FakePrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a site's own Prometheus measures closes it, and never opens it wider. */
class PowerE2E {
  /** Madrid with 2 kW, measured by its Prometheus. */
  private static final Draft MEASURED =
      World.MADRID
          .with("/spec/power/capacity", "2k")
          .with(
              "/spec/power/measured",
              Map.of(
                  "prometheus", Map.of("namespace", "monitoring", "name", "prometheus-operated")));

  private static final Path RIGHTS =
      Path.of(System.getProperty("centralita.root", "../.."), "manifests/site/measured-power.yaml");

  @RegisterExtension static final World world = new World();

  @Test
  void aSiteThatMeasuresMoreThanItsEnvelopeReceivesNothingNew() throws IOException {
    if (!FakePrometheus.isPossible()) {
      System.out.println("SKIPPED: no address but loopback, which API servers do not proxy to");
    }
    assumeTrue(FakePrometheus.isPossible(), "no address but loopback");
    var madrid = world.cluster("madrid").adminClient();
    try (var prometheus = FakePrometheus.start();
        var rights = Files.newInputStream(RIGHTS)) {
      prometheus.serveAt(madrid, "monitoring", "prometheus-operated");
      madrid.load(rights).serverSideApply();
      prometheus.set(FakePrometheus.power("GPU-a", "60"), FakePrometheus.power("GPU-b", "61"));
      // 1.2 × 72 W × 8 = 692 W: all of Madrid's GPUs may be committed.
      world.apply(MEASURED);
      world.awaitSite("madrid", "PowerWithinEnvelope", "True");
      assertThat(world.site("madrid").getStatus().power().measuredWatts()).isEqualTo(146);
      var first = world.applied(world.workload("first", 1)).awaitRunning(Map.of("madrid", 1L));

      // Somebody else's machines, or a site that lies: whatever it is, it narrows.
      prometheus.set(FakePrometheus.power("GPU-a", "2000"));
      world.awaitSite("madrid", "PowerWithinEnvelope", "False");
      var second = world.applied(world.workload("second", 1)).awaitRunning(Map.of("valencia", 1L));
      second.awaitRefusal("madrid", "Overdrawn");
      assertThat(first.running()).as("what runs there stays").isEqualTo(Map.of("madrid", 1L));

      prometheus.set(FakePrometheus.power("GPU-a", "1"));
      world.awaitSite("madrid", "PowerWithinEnvelope", "True");
      world.applied(world.workload("third", 1)).awaitRunning(Map.of("madrid", 1L));
      var wide = world.applied(world.workload("wide", 9)).awaitReady();
      assertThat(wide.running().get("madrid"))
          .as("no more than is committed, however little is measured")
          .isLessThanOrEqualTo(6);
    }
  }

  @Test
  void whereTheRegisterAllowsItTheLowestThatMayLeaveUntilThePowerIsEnough() throws IOException {
    assumeTrue(FakePrometheus.isPossible(), "no address but loopback");
    var madrid = world.cluster("madrid").adminClient();
    try (var prometheus = FakePrometheus.start();
        var rights = Files.newInputStream(RIGHTS)) {
      prometheus.serveAt(madrid, "monitoring", "prometheus-operated");
      madrid.load(rights).serverSideApply();
      prometheus.set(FakePrometheus.power("GPU-a", "100"));
      world.apply(MEASURED.with("/spec/power/shedding", "ByPriority"));
      world.awaitSite("madrid", "Shedding", "False");
      var here = Map.of("madrid", 1L);
      var firm = world.applied(preemptible("firm", -5, false)).awaitRunning(here).awaitReady();
      var low = world.applied(preemptible("low", 0, true)).awaitRunning(here).awaitReady();
      var high = world.applied(preemptible("high", 5, true)).awaitRunning(here).awaitReady();

      prometheus.set(FakePrometheus.power("GPU-a", "2000"));
      world.awaitSite("madrid", "Shedding", "True");
      low.awaitEvent("Shed");
      assertThat(high.running()).as("one after the other").isEqualTo(here);
      low.awaitRunning(Map.of("valencia", 1L));
      high.awaitRunning(Map.of("valencia", 1L));
      assertThat(firm.running()).as("it does not let itself be asked").isEqualTo(here);

      prometheus.set(FakePrometheus.power("GPU-a", "100"));
      world.awaitSite("madrid", "Shedding", "False");
      world.applied(preemptible("next", 0, true)).awaitRunning(here).awaitReady();
    }
  }

  private static Draft preemptible(String name, int priority, boolean preemptible) {
    return world
        .workload(name, 1)
        .with("/spec/priority", priority)
        .with("/spec/disruption/preemptible", preemptible);
  }
}
