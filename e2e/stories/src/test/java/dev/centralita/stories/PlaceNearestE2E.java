package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job: a workload runs on the nearest exchange that has room, then on the next. */
class PlaceNearestE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void runsAtTheNearestSite() {
    var video = world.applied(world.workload("video", 2)).awaitReady();

    assertThat(video.running()).isEqualTo(Map.of("madrid", 2L));
    assertThat(video.placements()).isEqualTo(Map.of("madrid", 2));
    var placement = video.placement("madrid");
    assertThat(placement.ready()).isEqualTo(2);
    assertThat(placement.rttMicros()).isBetween(1L, 20_000L);
    // Two L4 of 72 W each, with a PUE of 1.2.
    assertThat(placement.watts()).isBetween(172L, 173L);
  }

  @Test
  void followsItsUsers() {
    var coast =
        world
            .workload("coast", 1)
            .with("/spec/latency/populations/0/location/latitude", "41.3874")
            .with("/spec/latency/populations/0/location/longitude", "2.1686");

    assertThat(world.applied(coast).awaitReady().running()).isEqualTo(Map.of("barcelona", 1L));
  }

  @Test
  void fillsTheNearestSiteAndGoesOnToTheNext() {
    var wide = world.applied(world.workload("wide", 11)).awaitReady();

    assertThat(wide.running()).isEqualTo(Map.of("madrid", 8L, "valencia", 3L));
    assertThat(wide.placements()).isEqualTo(Map.of("madrid", 8, "valencia", 3));
  }

  @Test
  void oneNameInTwoNamespacesIsTwoWorkloads() {
    String other = world.newNamespace(world.namespace() + "-other", Map.of());

    var one = world.applied(world.workload("twin", 1)).awaitReady();
    var two = world.applied(Draft.workload(other, "twin", 2)).awaitReady();

    assertThat(one.running()).isEqualTo(Map.of("madrid", 1L));
    assertThat(two.running()).isEqualTo(Map.of("madrid", 2L));
  }
}
