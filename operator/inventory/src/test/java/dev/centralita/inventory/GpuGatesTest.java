package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.inventory.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuGatesTest {
  private final List<Finding> findings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upgrade-required",
        "cordon-required",
        "wait-for-jobs-required",
        "pod-deletion-required",
        "drain-required",
        "node-maintenance-required",
        "post-maintenance-required",
        "pod-restart-required",
        "validation-required",
        "uncordon-required",
        "upgrade-failed",
        "a-state-of-tomorrow"
      })
  void aNodeWhoseDriverIsOnItsWayOutGivesNothing(String state) {
    assertThat(open(Map.of("nvidia.com/gpu-driver-upgrade-state", state))).isFalse();
    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.DriverUpgrading);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upgrade-done"})
  void aDriverAtRestIsNoHindrance(String state) {
    assertThat(open(Map.of("nvidia.com/gpu-driver-upgrade-state", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "rebooting", "failed"})
  void aGeometryInChangeGivesNothing(String state) {
    assertThat(open(Map.of("nvidia.com/mig.config.state", state))).isFalse();
    assertThat(findings).extracting(Finding::kind).containsExactly(Kind.MigNotReady);
  }

  @Test
  void aGeometryThatWasChangedIsNoHindrance() {
    assertThat(open(Map.of("nvidia.com/mig.config.state", "success"))).isTrue();
    assertThat(open(Map.of())).isTrue();
    assertThat(findings).isEmpty();
  }

  private boolean open(Map<String, String> labels) {
    return GpuGates.areOpen(labels, "container", "node/n", findings);
  }
}
