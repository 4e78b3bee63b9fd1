package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.centralita.controller.connection.SiteState.BadCredential;
import dev.centralita.controller.connection.SiteState.CredentialRejected;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.connection.SiteState.Unreachable;
import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sites that are real API servers, stopped, paused, replaced and many at once. */
@Timeout(120)
class SiteConnectionsIT {

  @RegisterExtension
  static final ControlPlanesExtension PLANES =
      ControlPlanesExtension.own(
          new Layout(
              ClusterSpec.apiOnly("hub"),
              List.of(ClusterSpec.apiOnly("s1"), ClusterSpec.apiOnly("s2"))));

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final RecordingListener listener = new RecordingListener();
  private final SiteConnections connections =
      SiteConnections.open(
          TestSettings.quick(), PLANES.hub().adminClient(), listener, ConnectionMetrics.NONE);

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void observesWithTheCredentialOfASite() {
    ensure("s1");
    awaitState("s1", Synced.class);
    var node = createNode(site("s1"), Map.of());
    await().until(() -> listener.heard().contains("s1 node " + node + " PRESENT"));
    site("s1").adminClient().nodes().withName(node).delete();
    await().until(() -> listener.heard().contains("s1 node " + node + " GONE"));
    String version = connections.call("s1", client -> client.getKubernetesVersion().getMajor());
    assertThat(version).isEqualTo("1");
    assertThat(connections.state("s1").orElseThrow().clusterUid()).isEqualTo(uid(site("s1")));
  }

  @Test
  void aSiteThatIsDownAtFirstComesLater() {
    var site = site("s1");
    var kubeconfig = site.operatorKubeconfig();
    site.stopApiServer();
    try {
      connections.ensure("s1", new ConnectionSpec.Remote(kubeconfig, null));
      awaitState("s1", Unreachable.class);
      assertThat(state("s1").message()).contains("Never answered");
    } finally {
      site.startApiServer();
    }
    awaitState("s1", Synced.class);
    assertThat(listener.heard()).containsSubsequence("s1 Unreachable", "s1 listed", "s1 Synced");
  }

  @Test
  void whatHappenedWhileASiteWasAwayIsReportedAsDifference() {
    var site = site("s1");
    var stays = createNode(site, Map.of());
    var goes = createNode(site, Map.of());
    ensure("s1");
    awaitState("s1", Synced.class);
    site.killApiServer();
    awaitState("s1", Unreachable.class);
    assertThat(connections.objects("s1").orElseThrow().nodes()).hasSizeGreaterThan(1);
    listener.heard().clear();
    // Nothing else can write while the server is down: the node goes right after it is up again.
    connections.remove("s1");
    site.startApiServer();
    ensure("s1");
    awaitState("s1", Synced.class);
    site.adminClient().nodes().withName(goes).delete();
    await().until(() -> listener.heard().contains("s1 node " + goes + " GONE"));
    assertThat(listener.heard()).contains("s1 node " + stays + " PRESENT");
  }

  @Test
  void aPausedSiteIsUnreachableAndNobodyWaitsLong() {
    var site = site("s2");
    ensure("s1");
    ensure("s2");
    awaitState("s1", Synced.class);
    awaitState("s2", Synced.class);
    site.pauseApiServer();
    try {
      for (int i = 0; i < 4; i++) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> connections.call("s2", KubernetesClient::getKubernetesVersion))
            .isInstanceOf(SiteUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
      }
      awaitState("s2", Unreachable.class);
      assertThat(state("s1")).isInstanceOf(Synced.class);
    } finally {
      site.resumeApiServer();
    }
    awaitState("s2", Synced.class);
    var node = createNode(site, Map.of());
    await().until(() -> listener.heard().contains("s2 node " + node + " PRESENT"));
  }

  @Test
  void aNewCredentialIsTakenWithoutRestartAndWithoutLeaks() {
    var good = site("s1").operatorKubeconfig();
    connections.ensure("s1", new ConnectionSpec.Remote(good, null));
    awaitState("s1", Synced.class);
    int threads = selectors();
    for (int i = 0; i < 5; i++) {
      var revoked = good.replaceFirst("token: [^\\n]+", "token: revoked" + i);
      connections.ensure("s1", new ConnectionSpec.Remote(revoked, null));
      awaitState("s1", CredentialRejected.class);
      connections.ensure("s1", new ConnectionSpec.Remote("not: a kubeconfig", null));
      awaitState("s1", BadCredential.class);
      connections.ensure("s1", new ConnectionSpec.Remote(good, uid(site("s1"))));
      awaitState("s1", Synced.class);
    }
    await().untilAsserted(() -> assertThat(selectors()).isEqualTo(threads));
    assertThat(listener.heard().stream().filter("s1 listed"::equals)).hasSize(1);
  }

  @Test
  void pinningTheUidDoesNotReconnect() {
    ensure("s1");
    awaitState("s1", Synced.class);
    listener.heard().clear();
    connections.ensure(
        "s1", new ConnectionSpec.Remote(site("s1").operatorKubeconfig(), uid(site("s1"))));
    await().during(Duration.ofSeconds(1)).until(() -> state("s1") instanceof Synced);
    assertThat(listener.heard()).isEmpty();
  }

  @Test
  void localSitesShareTheHub() {
    var hub = PLANES.hub();
    var madrid = createNode(hub, Map.of("site", "madrid"));
    connections.ensure("madrid", new ConnectionSpec.Local(Map.of("site", "madrid"), null));
    connections.ensure("bilbao", new ConnectionSpec.Local(Map.of("site", "bilbao"), uid(hub)));
    connections.ensure("wrong", new ConnectionSpec.Local(Map.of("site", "wrong"), "another"));
    awaitState("madrid", Synced.class);
    awaitState("bilbao", Synced.class);
    awaitState("wrong", SiteState.IdentityMismatch.class);
    var bilbao = createNode(hub, Map.of("site", "bilbao"));
    await().until(() -> listener.heard().contains("bilbao node " + bilbao + " PRESENT"));
    assertThat(listener.heard("madrid")).contains("madrid node " + madrid + " PRESENT");
    assertThat(listener.heard("madrid")).doesNotContain("madrid node " + bilbao + " PRESENT");
  }

  @Test
  void fiveBlackHolesOfTwentySitesDoNotDisturbTheOthers() throws IOException {
    int before = Thread.activeCount();
    try (var hole = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      var dead =
          HostileServer.kubeconfig(hole.getLocalPort(), TestCertificates.of("EC", 1), "token");
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        var kubeconfig = i % 4 == 0 ? dead : site(i % 2 == 0 ? "s1" : "s2").operatorKubeconfig();
        connections.ensure("site-" + i, new ConnectionSpec.Remote(kubeconfig, null));
      }
      for (int i = 0; i < 20; i++) {
        if (i % 4 != 0) {
          awaitState("site-" + i, Synced.class);
        }
      }
      var took = Duration.ofNanos(System.nanoTime() - start);
      awaitState("site-0", Unreachable.class);
      System.out.printf("15 of 20 sites synced in %d ms, 5 were black holes%n", took.toMillis());
      // One selector per link, the carriers of the virtual threads, and what tests bring.
      assertThat(Thread.activeCount() - before).isLessThan(20 + 25);
    }
  }

  private static Cluster site(String name) {
    return PLANES.site(name);
  }

  private void ensure(String site) {
    connections.ensure(site, new ConnectionSpec.Remote(site(site).operatorKubeconfig(), null));
  }

  private static String uid(Cluster cluster) {
    return cluster.adminClient().namespaces().withName("kube-system").get().getMetadata().getUid();
  }

  private static String createNode(Cluster cluster, Map<String, String> labels) {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("n" + NAMES.incrementAndGet())
            .withLabels(labels)
            .endMetadata()
            .build();
    return cluster.adminClient().resource(node).create().getMetadata().getName();
  }

  private static int selectors() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().contains("SelectorManager"))
            .count();
  }

  private SiteState state(String site) {
    return connections.state(site).orElseThrow().state();
  }

  private void awaitState(String site, Class<? extends SiteState> wanted) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(state(site)).as(site).isInstanceOf(wanted));
  }
}
