package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A nearer site that opens later is moved to, once, where the platform team wants that. */
@Needs(Ability.OWN_SETTINGS)
class ImproveE2E {
  private static final Map<String, String> MOVING =
      Map.of("CENTRALITA_IMPROVE_MOVING", "true", "CENTRALITA_IMPROVE_PERIOD", "1S");
  private static final Map<String, String> MEASURING = Map.of("CENTRALITA_IMPROVE_PERIOD", "1S");

  @RegisterExtension static final World world = new World();

  private static OperatorProcess process() {
    return (OperatorProcess) world.operator();
  }

  /** The next story has the usual operator again. */
  @AfterEach
  void stopThisOne() {
    world.operator().stop();
  }

  /** Settled at Valencia, because Madrid was closed when it came; now Madrid is open. */
  private static Watched settledFarFromHome(Map<String, String> settings) {
    world.operator().stop();
    process().start(settings);
    world.apply(World.MADRID.with("/spec/unschedulable", true));
    var resident = world.workload("resident", 1);
    World.within(60)
        .until(() ->
            Conditions.find(world.site("madrid").getStatus().conditions(), "Ready")
                .filter(c -> "Cordoned".equals(c.getReason()))
                .isPresent());
    var watched = world.applied(resident).awaitReady();
    assertThat(watched.running()).isEqualTo(Map.of("valencia", 1L));
    world.apply(World.MADRID);
    return watched;
  }

  @Test
  void aNearerSiteThatOpensIsMovedToOnceAndNeverWithoutACopyRunning() {
    var resident = settledFarFromHome(MOVING);
    var least = new AtomicLong(Long.MAX_VALUE);
    World.within(60)
        .until(() -> {
          var running = resident.running();
          least.accumulateAndGet(
              running.values().stream().mapToLong(Long::longValue).sum(), Math::min);
          return running.equals(Map.of("madrid", 1L));
        });
    assertThat(least).hasPositiveValue();
    resident.awaitReady();
    assertThat(resident.events())
        .filteredOn(e -> "Moved".equals(e.getReason()))
        .singleElement()
        .satisfies(e -> assertThat(e.getMessage()).containsPattern("\\d\\.\\d ms nearer"));
    long epoch = resident.epoch();
    stays(resident, "madrid");
    assertThat(resident.epoch()).isEqualTo(epoch);
    assertThat(process().get("/q/metrics"))
        .contains("centralita_improve_moves_total{taken=\"true\"} 1.0")
        .containsPattern("(?m)^centralita_gap 0\\.0$")
        .contains("centralita_fragmentation_ratio");
  }

  @Test
  void whereMovingIsSwitchedOffItStaysAndTheGapIsShown() {
    var resident = settledFarFromHome(MEASURING);
    World.within(30)
        .until(() ->
            process()
                .get("/q/metrics")
                .lines()
                .anyMatch(line -> line.matches("centralita_gap (0\\.[0-9]*[1-9].*|[1-9].*)")));
    stays(resident, "valencia");
  }

  /** For several slices. */
  private static void stays(Watched resident, String site) {
    Awaitility.await()
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(20))
        .until(() -> resident.running().equals(Map.of(site, 1L)));
  }
}
