package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The operator may end at any moment, and the hub's API server too: nothing is lost and nothing
 * moves.
 */
class OperatorFaultE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void theOperatorKilledAtWorkLosesNothingAndMovesNothing() {
    var settled = world.applied(world.workload("settled", 3)).awaitReady();
    Set<String> pods = world.truth("madrid").podUidsOf(settled.uid());
    long epoch = settled.epoch();
    for (int i = 0; i < 10; i++) {
      world.apply(world.workload("busy-" + i, 2));
    }

    world.operator().kill();
    world.operator().start();

    for (int i = 0; i < 10; i++) {
      world.watch(world.workload("busy-" + i, 2)).awaitReady();
    }
    settled.awaitReady();
    assertThat(world.truth("madrid").podUidsOf(settled.uid())).isEqualTo(pods);
    assertThat(settled.epoch()).isEqualTo(epoch);
    long asked =
        world.planes().sites().stream().mapToLong(s -> world.truth(s.name()).gpusAsked()).sum();
    assertThat(asked).isEqualTo(23);
  }

  @Test
  void theOperatorEndsByItselfWhenAsked() {
    var settled = world.applied(world.workload("settled", 1)).awaitReady();

    world.operator().stop();
    assertThat(settled.running()).isEqualTo(Map.of("madrid", 1L));
    world.operator().start();

    settled.awaitReady();
  }

  @Test
  void aRestartOfTheHubsApiServerIsSurvived() {
    var settled = world.applied(world.workload("settled", 1)).awaitReady();
    Set<String> pods = world.truth("madrid").podUidsOf(settled.uid());

    world.planes().hub().killApiServer();
    world.planes().hub().startApiServer();

    world.applied(world.workload("after", 1)).awaitReady();
    settled.awaitReady();
    assertThat(world.truth("madrid").podUidsOf(settled.uid())).isEqualTo(pods);
  }
}
