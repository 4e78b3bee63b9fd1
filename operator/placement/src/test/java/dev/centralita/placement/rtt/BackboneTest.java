package dev.centralita.placement.rtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model beside real networks. A topology says where routers are and which are joined, not how
 * long the fibre is: the shortest way along straight links is a lower bound of the true route. The
 * measured matrix has no coordinates at all, so only its order of magnitude can be compared.
 */
final class BackboneTest {
  private static final String DATA = System.getenv("CENTRALITA_DATA");

  @BeforeEach
  void needsData() {
    if (DATA == null) {
      System.out.println("SKIPPED: CENTRALITA_DATA is not set; the RTT model is not compared");
    }
    assumeTrue(DATA != null, "CENTRALITA_DATA is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rediris.gml", "Geant2012.gml"})
  void theModelledRouteIsCloseToTheShortestWayThroughABackbone(String name) throws IOException {
    var gml = Files.readString(Path.of(DATA, "topology", name));
    var points = coordinates(gml);
    var ways = shortestWays(gml, points);
    var ratios = new ArrayList<Double>();
    for (var a = 0; a < points.size(); a++) {
      for (var b = 0; b < a; b++) {
        var crow = km(points.get(a), points.get(b));
        if (crow > 1 && ways[a][b] < Double.POSITIVE_INFINITY) {
          ratios.add(RttModel.routeKm(crow) / ways[a][b]);
        }
      }
    }
    ratios.sort(null);
    System.out.printf(
        "%s: modelled route / shortest way along straight links, %d pairs: p10 %.2f median %.2f"
            + " p90 %.2f%n",
        name, ratios.size(), at(ratios, 10), at(ratios, 50), at(ratios, 90));
    assertThat(ratios).hasSizeGreaterThan(100);
    assertThat(at(ratios, 50)).isBetween(0.7, 1.5);
  }

  @Test
  void measuredRoundTripsAreOfTheOrderOfTheModel() throws IOException {
    var measured = new ArrayList<Double>();
    for (var line : Files.readAllLines(Path.of(DATA, "latency", "planetlab-rtt.txt"))) {
      for (var cell : line.strip().split("\\s+")) {
        if (!cell.isEmpty() && Double.parseDouble(cell) > 0) {
          measured.add(Double.parseDouble(cell));
        }
      }
    }
    measured.sort(null);
    var farthest = RttModel.networkMicros(20_015) / 1000.0;
    System.out.printf(
        "PlanetLab, world-wide: %d measured pairs, median %.0f ms, p99 %.0f ms; model at the"
            + " antipode %.0f ms%n",
        measured.size(), at(measured, 50), at(measured, 99), farthest);
    assertThat(at(measured, 50)).isLessThan(farthest);
  }

  private static double at(List<Double> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  private static double km(double[] a, double[] b) {
    return RttModel.distanceKm(
        (int) (a[0] * 1e6), (int) (a[1] * 1e6), (int) (b[0] * 1e6), (int) (b[1] * 1e6));
  }

  private static List<double[]> coordinates(String gml) {
    var points = new ArrayList<double[]>();
    for (var block : blocks(gml, "node")) {
      points.add(new double[] {number("Latitude", block), number("Longitude", block)});
    }
    return points;
  }

  private static double[][] shortestWays(String gml, List<double[]> points) {
    var n = points.size();
    var ways = new double[n][n];
    for (var row : ways) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    for (var block : blocks(gml, "edge")) {
      var a = (int) number("source", block);
      var b = (int) number("target", block);
      var km = km(points.get(a), points.get(b));
      if (hasPlace(points.get(a)) && hasPlace(points.get(b))) {
        ways[a][b] = ways[b][a] = Math.min(ways[a][b], km);
      }
    }
    for (var via = 0; via < n; via++) {
      for (var a = 0; a < n; a++) {
        for (var b = 0; b < n; b++) {
          ways[a][b] = Math.min(ways[a][b], ways[a][via] + ways[via][b]);
        }
      }
    }
    return ways;
  }

  private static boolean hasPlace(double[] point) {
    return !Double.isNaN(point[0]) && !Double.isNaN(point[1]);
  }

  private static List<String> blocks(String gml, String kind) {
    return Pattern.compile("\\b" + kind + " \\[([^\\]]*)\\]")
        .matcher(gml)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static double number(String key, String text) {
    var match = Pattern.compile("\\b" + key + " (-?[0-9.]+)").matcher(text);
    return match.find() ? Double.parseDouble(match.group(1)) : Double.NaN;
  }
}
