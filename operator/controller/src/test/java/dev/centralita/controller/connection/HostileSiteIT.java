package dev.centralita.controller.connection;

import static dev.centralita.controller.connection.HostileServer.event;
import static dev.centralita.controller.connection.HostileServer.list;
import static dev.centralita.controller.connection.HostileServer.node;
import static dev.centralita.controller.connection.HostileServer.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.centralita.controller.connection.SiteState.CredentialRejected;
import dev.centralita.controller.connection.SiteState.IdentityMismatch;
import dev.centralita.controller.connection.SiteState.Stale;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.connection.SiteState.Unreachable;
import dev.centralita.controller.connection.SiteUnavailable.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a site can do to the hub, on a server of our own that does it. */
@Timeout(60)
class HostileSiteIT {

  private static final String NODES = "/api/v1/nodes";
  private static final String KUBE_SYSTEM = "/api/v1/namespaces/kube-system";
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.c2VjcmV0LW9mLXRoZS1odWI.c2lnbmF0dXJl";

  private final HostileServer server = new HostileServer();
  private final RecordingListener listener = new RecordingListener();
  private final KubernetesClient hub = new KubernetesClientBuilder().build();
  private SiteConnections connections =
      SiteConnections.open(TestSettings.quick(), hub, listener, ConnectionMetrics.NONE);

  @AfterEach
  void close() {
    connections.close();
    server.close();
    hub.close();
  }

  @Test
  void anHonestSiteSyncsAndItsEventsArrive() {
    server.answer(
        NODES, exchange -> send(exchange, 200, list("NodeList", "", node("n1", "7", "{}"))));
    ensure();
    awaitState(Synced.class);
    server.push(NODES, event("ADDED", node("n2", "101", "{}")));
    server.push(NODES, event("DELETED", node("n1", "102", "{}")));
    await()
        .untilAsserted(() ->
            assertThat(listener.heard("s"))
                .containsSubsequence(
                    "s node n1 PRESENT",
                    "s listed",
                    "s Synced",
                    "s node n2 PRESENT",
                    "s node n1 GONE"));
    assertThat(server.credentials()).containsOnly("Bearer " + TOKEN);
  }

  @Test
  void aCharacterSplitOverTwoPacketsArrivesWhole() throws InterruptedException {
    ensure();
    awaitState(Synced.class);
    var line =
        (event("ADDED", node("n1", "101", "{\"mood\":\"🛰ñ\"}")) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    int middle = new String(line, StandardCharsets.ISO_8859_1).indexOf('\u00f0') + 2;
    server.push(NODES, Arrays.copyOfRange(line, 0, middle));
    Thread.sleep(300);
    server.push(NODES, Arrays.copyOfRange(line, middle, line.length));
    await().until(() -> listener.heard().contains("s node n1 PRESENT"));
    assertThat(connections.objects("s").orElseThrow().nodes().getFirst().getMetadata().getLabels())
        .containsEntry("mood", "🛰ñ");
  }

  @Test
  void malformedEventsLeadToANewList() throws InterruptedException {
    ensure();
    awaitState(Synced.class);
    listener.heard().clear();
    for (var line :
        new String[] {
          "{not json",
          "[]",
          event(
              "ADDED",
              "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\",\"uid\":\"u\",\"resourceVersion\":\"1\"}}"),
          event("ADDED", "{\"kind\":\"Node\"}"),
          event("EXPLODED", node("n1", "101", "{}")),
          event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}")
        }) {
      long lists = server.requests(NODES + "?limit");
      // The abandoned watch may still be open on the server's side.
      await().until(() -> server.requests(NODES + "?watch") >= lists);
      Thread.sleep(100);
      server.push(NODES, line);
      await().until(() -> server.requests(NODES + "?limit") > lists);
      awaitState(Synced.class);
    }
    assertThat(listener.heard()).doesNotContain("s Unreachable");
  }

  @Test
  void aWatchThatIsAlwaysExpiredIsRetriedWithPauses() throws InterruptedException {
    server.answer("watch:" + NODES, exchange -> send(exchange, 410, "{}"));
    ensure();
    await().atMost(Duration.ofSeconds(30)).until(() -> server.requests(NODES + "?limit") > 3);
    long lists = server.requests(NODES + "?limit");
    Thread.sleep(2000);
    // About 500 ms apart by now; without pauses there would be hundreds.
    assertThat(server.requests(NODES + "?limit") - lists).isBetween(1L, 8L);
    server.answerHonestly("watch:" + NODES);
    awaitState(Synced.class);
  }

  @Test
  void aSilentWatchIsReplaced() {
    connections.close();
    connections =
        SiteConnections.open(
            TestSettings.silentAfter(Duration.ofSeconds(1)), hub, listener, ConnectionMetrics.NONE);
    ensure();
    awaitState(Synced.class);
    await().until(() -> server.requests(NODES + "?watch") > 1);
  }

  @Test
  void aRefusedCredentialSaysSoAndRecovers() {
    server.answer(
        "*",
        exchange ->
            send(
                exchange,
                401,
                "{\"kind\":\"Status\",\"message\":\"Unauthorized\\nfake log line\"}"));
    ensure();
    awaitState(CredentialRejected.class);
    assertThat(state().message())
        .contains("401", "Maybe")
        .doesNotContain("\n")
        .doesNotContain(TOKEN);
    assertThatThrownBy(() -> connections.call("s", KubernetesClient::getApiGroups))
        .isInstanceOfSatisfying(
            SiteUnavailable.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_TRIED));
    server.answerHonestly("*");
    awaitState(Synced.class);
  }

  @Test
  void aKindThatMayNotBeListedIsNamed() {
    server.answer(
        NODES,
        exchange ->
            send(exchange, 403, "{\"kind\":\"Status\",\"message\":\"nodes is forbidden\"}"));
    ensure();
    awaitState(CredentialRejected.class);
    assertThat(state().message()).contains("nodes", "403", "Maybe its role lacks");
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (var elsewhere = new HostileServer()) {
      server.answer(
          "*",
          exchange -> {
            exchange
                .getResponseHeaders()
                .add(
                    "Location", "https://127.0.0.1:" + elsewhere.port() + exchange.getRequestURI());
            exchange.sendResponseHeaders(307, -1);
          });
      ensure();
      awaitState(Unreachable.class);
      assertThat(state().message()).contains("307");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aChangedClusterIsQuarantined() {
    ensure();
    awaitState(Synced.class);
    server.clusterUid("22222222-2222-2222-2222-222222222222");
    awaitState(IdentityMismatch.class);
    long lists = server.requests(NODES);
    assertThat(state().message()).contains("11111111", "22222222");
    assertThatThrownBy(() -> connections.call("s", KubernetesClient::getApiGroups))
        .isInstanceOf(SiteUnavailable.class);
    await().during(Duration.ofSeconds(1)).until(() -> server.requests(NODES) == lists);
    server.clusterUid("11111111-1111-1111-1111-111111111111");
    awaitState(Synced.class);
  }

  @Test
  void anotherClusterThanThePinnedOneIsNeverRead() {
    connections.ensure("s", new ConnectionSpec.Remote(server.kubeconfig(TOKEN), "pinned"));
    awaitState(IdentityMismatch.class);
    assertThat(server.requests(NODES)).isZero();
  }

  @Test
  void aHugeListIsCutOffAndCostsNoHeap() {
    var filler = "x".repeat(1 << 20);
    server.answer(
        NODES,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var out = exchange.getResponseBody();
          out.write(
              "{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[{\"kind\":\""
                  .getBytes(StandardCharsets.UTF_8));
          for (int mebibyte = 0; mebibyte < 100; mebibyte++) {
            out.write(filler.getBytes(StandardCharsets.UTF_8));
          }
        });
    ensure();
    awaitState(Stale.class);
    await().untilAsserted(() -> assertThat(state().message()).contains("nodes", "more than"));
    assertThat(state().writable()).isTrue();
    server.answerHonestly(NODES);
    awaitState(Synced.class);
  }

  @Test
  void anEndlessListIsNotBelieved() {
    server.answer(
        NODES,
        exchange -> {
          int page = server.requests().size();
          send(
              exchange,
              200,
              list("NodeList", ",\"continue\":\"more\"", node("n" + page, "1", "{}")));
        });
    ensure();
    awaitState(Stale.class);
    await().untilAsserted(() -> assertThat(state().message()).contains("more than 50 nodes"));
  }

  @Test
  void anEndlessEventEndsTheWatch() {
    ensure();
    awaitState(Synced.class);
    long lists = server.requests(NODES + "?limit");
    for (int i = 0; i < 64; i++) {
      server.push(NODES, new byte[64 << 10]);
    }
    await().until(() -> server.requests(NODES + "?limit") > lists);
    awaitState(Synced.class);
  }

  @Test
  void aBlackHoleIsUnreachableAndNobodyWaitsForIt() throws IOException {
    try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      connections.ensure(
          "s",
          new ConnectionSpec.Remote(
              HostileServer.kubeconfig(hole.getLocalPort(), TestCertificates.of("EC", 1), TOKEN),
              null));
      long start = System.nanoTime();
      assertThatThrownBy(() -> connections.call("s", KubernetesClient::getApiGroups))
          .isInstanceOf(SiteUnavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
      awaitState(Unreachable.class);
    }
  }

  @Test
  void aDribblingAnswerIsCutOffAndTheBreakerOpens() {
    server.answer(
        "/version",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 600; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(100);
          }
        });
    ensure();
    awaitState(Synced.class);
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> connections.call("s", KubernetesClient::getKubernetesVersion))
          .isInstanceOfSatisfying(
              SiteUnavailable.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
    }
    assertThatThrownBy(() -> connections.call("s", KubernetesClient::getKubernetesVersion))
        .isInstanceOfSatisfying(
            SiteUnavailable.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_TRIED));
    server.answer(
        "/version", exchange -> send(exchange, 200, "{\"major\":\"1\",\"minor\":\"34\"}"));
    await()
        .ignoreExceptionsInstanceOf(SiteUnavailable.class)
        .until(() -> connections.call("s", KubernetesClient::getKubernetesVersion) != null);
  }

  @Test
  void aRefusalOfTheApiServerIsNoFailureOfTheSite() {
    server.answer(
        "/version", exchange -> send(exchange, 409, "{\"kind\":\"Status\",\"code\":409}"));
    ensure();
    awaitState(Synced.class);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> connections.call("s", KubernetesClient::getKubernetesVersion))
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    }
  }

  @Test
  void oneSickSiteDoesNotDisturbAnother() {
    server.answer(NODES, exchange -> Thread.sleep(60_000));
    ensure();
    try (var healthy = new HostileServer()) {
      connections.ensure("healthy", new ConnectionSpec.Remote(healthy.kubeconfig(TOKEN), null));
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> connections.state("healthy").orElseThrow().state() instanceof Synced);
    }
    assertThat(server.requests(KUBE_SYSTEM)).isPositive();
  }

  private void ensure() {
    connections.ensure("s", new ConnectionSpec.Remote(server.kubeconfig(TOKEN), null));
  }

  private SiteState state() {
    return connections.state("s").orElseThrow().state();
  }

  private void awaitState(Class<? extends SiteState> wanted) {
    await()
        .alias(wanted.getSimpleName())
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(state()).isInstanceOf(wanted));
  }
}
