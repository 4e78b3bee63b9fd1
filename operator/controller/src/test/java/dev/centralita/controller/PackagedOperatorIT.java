package dev.centralita.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The jar as it is shipped, with the rights that the manifests give it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedOperatorIT {
  private static final Path ROOT = Path.of("..", "..");
  private static final String SYSTEM = "centralita-system";

  @RegisterExtension
  static final ControlPlanesExtension planes =
      ControlPlanesExtension.own(
          Layout.hubAnd(
              ClusterSpec.of("madrid", NodePool.of(1, "l4")),
              ClusterSpec.of("barcelona", NodePool.of(1, "l4"))));

  private static OperatorJar operator;

  @BeforeAll
  static void install() throws IOException {
    apply(ROOT.resolve("crds"));
    apply(ROOT.resolve("manifests/hub"));
    var kubeconfig = Files.createTempFile("operator-", ".kubeconfig");
    Files.writeString(kubeconfig, planes.hub().kubeconfigOf(SYSTEM, "centralita"));
    operator = new OperatorJar(kubeconfig);
    operator.start();
    enrol("madrid", "40.4168", "-3.7038");
    enrol("barcelona", "41.3874", "2.1686");
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  private static KubernetesClient hub() {
    return planes.hub().adminClient();
  }

  private static void apply(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file :
          files
              .filter(f -> f.toString().endsWith(".yaml"))
              .filter(f -> !f.endsWith("kustomization.yaml"))
              .sorted()
              .toList()) {
        try (var in = Files.newInputStream(file)) {
          for (HasMetadata object : hub().load(in).items()) {
            hub().resource(object).forceConflicts().serverSideApply();
          }
        }
      }
    }
  }

  private static void enrol(String site, String latitude, String longitude) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(site)
            .withNamespace(SYSTEM)
            .endMetadata()
            .withStringData(Map.of("kubeconfig", planes.site(site).operatorKubeconfig()))
            .build();
    hub().resource(secret).create();
    create(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: EdgeSite
        metadata: {name: %s}
        spec:
          carrier: Telefónica
          location: {country: ES, city: %s, latitude: "%s", longitude: "%s"}
          jurisdiction: {controlledBy: [ES]}
          connection: {kubeconfigSecret: {name: %s}}
          power: {capacity: 1M, pue: "1.25"}
        """
            .formatted(site, site, latitude, longitude, site));
  }

  private static void create(String yaml) {
    hub().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).create();
  }

  private static SovereignWorkload workload() {
    return hub().resources(SovereignWorkload.class).inNamespace("team").withName("video").get();
  }

  private static boolean ready(HasMetadata object) {
    return switch (object) {
      case SovereignWorkload w -> w.getStatus() != null && holds(w.getStatus().conditions());
      case EdgeSite s -> s.getStatus() != null && holds(s.getStatus().conditions());
      default -> false;
    };
  }

  private static boolean holds(@Nullable List<Condition> conditions) {
    return conditions != null
        && conditions.stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Test
  @Order(1)
  void aWorkloadRunsAtTheNearestOfTwoSites() {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() ->
            hub().resources(EdgeSite.class).list().getItems().stream()
                .allMatch(PackagedOperatorIT::ready));
    hub()
        .resource(new NamespaceBuilder().withNewMetadata().withName("team").endMetadata().build())
        .create();
    create(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: SovereignWorkload
        metadata: {name: video, namespace: team}
        spec:
          replicas: 2
          accelerator: {count: 1}
          latency:
            populations: [{name: badalona, location: {latitude: "41.45", longitude: "2.24"}}]
            maxRoundTrip: 10ms
          template:
            spec:
              containers: [{name: app, image: "registry.example/video:1"}]
        """);
    await().atMost(Duration.ofSeconds(60)).until(() -> ready(workload()));
    assertThat(workload().getStatus().summary())
        .hasFieldOrPropertyWithValue("sites", "barcelona×2");
    assertThat(
            planes.site("barcelona").adminClient().pods().inNamespace("hub-team").list().getItems())
        .hasSize(2)
        .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).isNotNull());
    assertThat(planes.site("madrid").adminClient().namespaces().withName("hub-team").get())
        .isNull();
  }

  @Test
  @Order(2)
  void thePackagedJarCountsAndSaysItIsWell() {
    assertThat(operator.get("/q/health")).contains("\"status\": \"UP\"").doesNotContain("DOWN");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> operator.get("/q/metrics").contains("centralita_gap "));
    assertThat(operator.get("/q/metrics"))
        .contains("operator_sdk_reconciliations_started_total")
        .contains("centralita_decision_seconds_count")
        .contains("centralita_gap ")
        .contains("centralita_fragmentation_ratio ")
        .contains("centralita_improve_slice_seconds_count")
        .contains("centralita_site_reachable{site=\"barcelona\"")
        .contains("centralita_site_writes_total{site=\"barcelona\"");
  }

  @Test
  @Order(3)
  void aRestartMovesNothingAndWritesNothing() throws InterruptedException {
    var before = workload();
    long mark = planes.site("barcelona").auditLog().mark();
    operator.stop();
    assertThat(
            hub()
                .leases()
                .inNamespace(SYSTEM)
                .withName("centralita")
                .get()
                .getSpec()
                .getHolderIdentity())
        .isNullOrEmpty();
    operator.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> operator.get("/q/metrics").contains("centralita_decision_seconds_count"));
    Thread.sleep(5_000);
    assertThat(workload().getStatus()).isEqualTo(before.getStatus());
    assertThat(workload().getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
    assertThat(planes.site("barcelona").auditLog().since(mark))
        .filteredOn(e -> e.isWrite() && e.user().endsWith(":centralita-hub"))
        .isEmpty();
  }

  @Test
  @Order(4)
  void deletionLeavesNothingAtTheSite() {
    hub().resource(workload()).delete();
    await().atMost(Duration.ofSeconds(30)).until(() -> workload() == null);
    assertThat(
            planes
                .site("barcelona")
                .adminClient()
                .apps()
                .deployments()
                .inNamespace("hub-team")
                .list()
                .getItems())
        .isEmpty();
  }
}
