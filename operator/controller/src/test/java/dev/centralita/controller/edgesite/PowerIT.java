package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.controller.connection.ConnectionSettings;
import dev.centralita.controller.connection.ObservedSite;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.fleet.FakePrometheus;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import dev.centralita.placement.Reason;
import dev.centralita.placement.SiteFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Power measured by a Prometheus behind a real API server, with the site's own credential. */
@Timeout(120)
class PowerIT {
  private static final Path RIGHTS = Path.of("../../manifests/site/measured-power.yaml");

  private static final Map<String, Object> MEASURED =
      Map.of(
          "capacity", "1200",
          "pue", "1.25",
          "base", "100",
          "reserve", "200",
          "measured",
              Map.of(
                  "prometheus", Map.of("namespace", "monitoring", "name", "prometheus-operated")));

  @RegisterExtension
  static final ControlPlanesExtension PLANES = ControlPlanesExtension.shared(ObservedSite.LAYOUT);

  private final ObservedSite observed =
      new ObservedSite(PLANES, ConnectionSettings.defaults().withLoopbackAllowed(true), MEASURED);
  private final SiteBook book = observed.book();
  private final PowerWatch watch =
      new PowerWatch(
          observed.connections(),
          book,
          observed.pokes(),
          Clock.systemUTC(),
          new Silent(),
          Duration.ofMillis(200));
  private FakePrometheus prometheus;

  private static final class Silent implements SiteMetrics {
    @Override
    public void measured(String site, long gpuWatts) {}

    @Override
    public void reported(String site, EdgeSiteStatus status) {}
  }

  @BeforeEach
  void connect() {
    if (!FakePrometheus.isPossible()) {
      System.out.println("SKIPPED: no address but loopback, which API servers do not proxy to");
    }
    assumeTrue(FakePrometheus.isPossible(), "no address but loopback");
    prometheus = FakePrometheus.start();
    prometheus.serveAt(
        PLANES.site(ObservedSite.NAME).adminClient(), "monitoring", "prometheus-operated");
    observed.connect();
  }

  @AfterEach
  void close() {
    watch.close();
    observed.close();
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void aSiteIsClosedWhileItDrawsMoreThanItMayWhateverItsPrometheusDoes() throws IOException {
    prometheus.set(FakePrometheus.power("GPU-a", "70"));
    await().untilAsserted(() -> assertThat(trouble()).contains("HTTP 403"));
    assertThat(prometheus.asked()).as("nothing is reached without the right").isEmpty();

    PLANES
        .site(ObservedSite.NAME)
        .adminClient()
        .load(Files.newInputStream(RIGHTS))
        .serverSideApply();
    prometheus.set(
        FakePrometheus.power("GPU-a", "71.5"),
        FakePrometheus.power("GPU-b", "70", "GPU_I_ID", "1"),
        FakePrometheus.power("GPU-b", "70", "GPU_I_ID", "2", "pod", "p"),
        FakePrometheus.power("GPU-c", "9223372036854775794"));
    // 1.25 × 142 W, rounded up once, and 100 W of base.
    await()
        .untilAsserted(() ->
            assertThat(book.draw(ObservedSite.NAME)).hasFieldOrPropertyWithValue("watts", 278L));
    assertThat(facts().schedulable()).isTrue();
    assertThat(prometheus.asked()).containsOnly("max by (UUID) (DCGM_FI_DEV_POWER_USAGE < 100000)");

    prometheus.set(FakePrometheus.power("GPU-a", "800"));
    await().until(() -> facts().unschedulableReason() == Reason.Overdrawn);

    for (var odd :
        List.<FakePrometheus.Answer>of(
            e -> e.sendResponseHeaders(500, -1),
            e -> {
              e.getResponseHeaders().add("Location", "http://192.0.2.1/");
              e.sendResponseHeaders(302, -1);
            },
            e -> {
              e.sendResponseHeaders(200, 0);
              e.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
            },
            e -> {
              e.sendResponseHeaders(200, 0);
              var part = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 64; i++) {
                e.getResponseBody().write(part);
              }
            },
            PowerIT::hang)) {
      prometheus.answer(null);
      await().until(() -> book.draw(ObservedSite.NAME).trouble() == null);
      prometheus.answer(odd);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> book.draw(ObservedSite.NAME).trouble() != null);
      System.out.println("told: " + trouble());
      assertThat(facts().unschedulableReason()).isEqualTo(Reason.Overdrawn);
      assertThat(observed.state()).isInstanceOf(Synced.class);
    }

    prometheus.answer(null);
    prometheus.set(FakePrometheus.power("GPU-a", "400"));
    await().until(() -> facts().schedulable());
  }

  private static void hang(com.sun.net.httpserver.HttpExchange exchange) {
    try {
      Thread.sleep(20_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String trouble() {
    return String.valueOf(book.draw(ObservedSite.NAME).trouble());
  }

  private SiteFacts facts() {
    return observed.owner().query(fleet -> fleet.snapshot().sites().getFirst().facts()).join();
  }
}
