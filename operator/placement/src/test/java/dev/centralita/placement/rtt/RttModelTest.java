package dev.centralita.placement.rtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RttModelTest {
  private static final int MADRID_LATITUDE = 40_416800;
  private static final int MADRID_LONGITUDE = -3_703800;

  @ParameterizedTest
  @CsvSource({
    "Barcelona, 41385100, 2173400, 505", "Las Palmas, 28123500, -15436300, 1737",
    "Berlin, 52520000, 13405000, 1869", "Madrid, 40416800, -3703800, 0"
  })
  void distancesAreThoseOfTheAtlas(String place, int latitude, int longitude, double km) {
    assertThat(RttModel.distanceKm(MADRID_LATITUDE, MADRID_LONGITUDE, latitude, longitude))
        .as(place)
        .isCloseTo(km, within(3.0));
  }

  @ParameterizedTest
  @CsvSource({
    "Madrid, 40416800, -3703800, 2140",
    "Barcelona, 41385100, 2173400, 9805",
    "Las Palmas, 28123500, -15436300, 24210"
  })
  void roundTripsAreTheSameEverywhere(String place, int latitude, int longitude, int micros) {
    assertThat(
            RttModel.rttMicros(
                MADRID_LATITUDE, MADRID_LONGITUDE, latitude, longitude, RttModel.ACCESS_MICROS))
        .as(place)
        .isEqualTo(micros);
  }

  @Test
  void aDeclaredAccessReplacesTheDefault() {
    assertThat(RttModel.rttMicros(0, 0, 0, 0, 5_000) - RttModel.rttMicros(0, 0, 0, 0, 0))
        .isEqualTo(5_000);
  }

  @Test
  void routesGrowWithDistance() {
    assertThat(RttModel.routeKm(1000)).isEqualTo(1500);
    assertThat(RttModel.routeKm(1100)).isEqualTo(1500);
    assertThat(RttModel.routeKm(1200)).isEqualTo(1500);
    var last = -1;
    for (var km = 0; km <= 20_100; km++) {
      var micros = RttModel.networkMicros(km);
      assertThat(micros).isGreaterThanOrEqualTo(last);
      last = micros;
    }
  }

  @Test
  void isSymmetricAndTotal() {
    var seed = Long.getLong("seed", 20261122L);
    var random = new Random(seed);
    for (var i = 0; i < 20_000; i++) {
      var a = random.nextInt();
      var b = random.nextInt();
      var c = random.nextInt();
      var d = random.nextInt();
      assertThat(RttModel.rttMicros(a, b, c, d, 0))
          .as("seed %d case %d: %d %d %d %d", seed, i, a, b, c, d)
          .isEqualTo(RttModel.rttMicros(c, d, a, b, 0))
          .isBetween(320, 400_000);
    }
  }
}
