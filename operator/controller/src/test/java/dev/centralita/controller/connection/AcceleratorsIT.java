package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.Observations;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.fleet.SiteFeed;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import dev.centralita.inventory.GpuStack;
import dev.centralita.inventory.SiteReading;
import dev.centralita.placement.SiteUse;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A site's GPU stack as it comes and goes, on a real API server: the kinds of the GPU Operator by
 * definitions of our own, and by NVIDIA's where CENTRALITA_EXTERNAL has them.
 */
@Timeout(120)
class AcceleratorsIT {
  private static final Path OWN = Path.of("src/test/resources/accelerators/nvidia-crds.yaml");
  private static final String EXTERNAL = System.getenv("CENTRALITA_EXTERNAL");

  @RegisterExtension
  static final ControlPlanesExtension PLANES =
      ControlPlanesExtension.own(
          new Layout(ClusterSpec.apiOnly("hub"), List.of(ClusterSpec.apiOnly("s1"))));

  private final FleetOwner owner = new FleetOwner(Clock.systemUTC(), (decisions, nanos) -> {});
  private final Pokes pokes = new Pokes(new WorkloadIndex());
  private final SiteBook book = new SiteBook(owner);
  private final SiteConnections connections =
      SiteConnections.open(
          TestSettings.quick(),
          PLANES.hub().adminClient(),
          new SiteFeed(book, new Observations("hub"), pokes),
          ConnectionMetrics.NONE);
  private final List<HasMetadata> made = new ArrayList<>();
  private KubernetesClient site;

  /** The definitions to test against, one folder or file of them to a line. */
  static Stream<Path> definitions() {
    if (EXTERNAL == null) {
      System.out.println(
          "SKIPPED: CENTRALITA_EXTERNAL is not set; NVIDIA's own definitions are not tested");
      return Stream.of(OWN);
    }
    var operator = Path.of(EXTERNAL, "nvidia-gpu-operator");
    return Stream.of(OWN, operator.resolve("v25.10.1"), operator.resolve("v26.7.0"));
  }

  @BeforeEach
  void connect() {
    site = PLANES.site("s1").adminClient();
    book.enter("s1", new SiteBook.Entry("uid", 1L, SiteReading.of(register()), null));
    connections.ensure(
        "s1", new ConnectionSpec.Remote(PLANES.site("s1").operatorKubeconfig(), null));
    await().atMost(Duration.ofSeconds(30)).until(() -> state() instanceof Synced);
  }

  @AfterEach
  void close() {
    removeDefinitions();
    for (var object : made.reversed()) {
      site.resource(object).delete();
      site.resource(object).waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
    }
    connections.close();
    pokes.close();
    owner.close();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void aStackIsNoticedWhenItIsInstalledAndWhenItGoes(Path definitions) throws IOException {
    assertThat(book.stack("s1").kind()).isEqualTo(GpuStack.Kind.None);
    make(NODE);
    awaitStack(GpuStack.Kind.LabelsOnly, "LabelsOnly");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(8));

    var kinds = install(definitions);
    make(policy("gpu-policy", "notReady", "False", "OperandNotReady"));
    awaitStack(GpuStack.Kind.ClusterPolicy, "OperandNotReady");
    setStatus(policy("gpu-policy", "ready", "True", "NoGPUNodes"));
    awaitStack(GpuStack.Kind.ClusterPolicy, "NoGPUNodes");
    setStatus(policy("gpu-policy", "ready", "True", "Reconciled"));
    awaitStack(GpuStack.Kind.ClusterPolicy, "Ready");
    make(DRIVER);
    await().until(() -> connections.objects("s1").orElseThrow().accelerators().size() == 2);
    assertThat(book.stack("s1").reason()).as("no policy says that it counts").isEqualTo("Ready");

    upgradeDriver("drain-required");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(0));
    upgradeDriver("upgrade-done");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(8));

    if (kinds.contains("gpuclusters.nvidia.com")) {
      make(CLUSTER);
      awaitStack(GpuStack.Kind.GPUCluster, "DriverNotReady");
      setStatus(DRIVER.replace("notReady", "ready").replace("\"False\"", "\"True\""));
      awaitStack(GpuStack.Kind.GPUCluster, "Ready");
      assertThat(book.findings("s1")).extracting("kind").asString().contains("StackConflict");
    }
    removeDefinitions();
    awaitStack(GpuStack.Kind.LabelsOnly, "LabelsOnly");
    assertThat(state()).as("the site was never in doubt").isInstanceOf(Synced.class);
  }

  @Test
  void devicesOfTheDraDriverAreFreeWithoutThoseClaimed() {
    make(NODE_WITHOUT_PLUGIN);
    make(DEVICE_CLASS);
    awaitStack(GpuStack.Kind.DRADriver, "NoDevices");
    make(SLICE);
    awaitStack(GpuStack.Kind.DRADriver, "DevicesOffered");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(2));
    make(CLAIM);
    setStatus(CLAIM);
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(1));
    site.resource(object(CLAIM)).edit(claim -> claim);
    site.resource(object(SLICE)).delete();
    await().untilAsserted(() -> assertThat(use().products()).isEmpty());
    assertThat(state()).isInstanceOf(Synced.class);
  }

  private List<String> install(Path definitions) throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.walk(definitions)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        for (var document : Files.readString(file).split("(?m)^---$", -1)) {
          if (document.contains("kind: CustomResourceDefinition")
              && document.contains("group: nvidia.com")) {
            var definition = Serialization.unmarshal(document, CustomResourceDefinition.class);
            site.resource(definition).create();
            names.add(definition.getMetadata().getName());
          }
        }
      }
    }
    for (var name : names) {
      site.apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(name)
          .waitUntilCondition(
              crd ->
                  crd != null
                      && crd.getStatus() != null
                      && crd.getStatus().getConditions().stream()
                          .anyMatch(c ->
                              c.getType().equals("Established") && c.getStatus().equals("True")),
              30,
              TimeUnit.SECONDS);
    }
    return names;
  }

  private void removeDefinitions() {
    made.removeIf(object -> object.getApiVersion().startsWith("nvidia.com/"));
    for (var crd : site.apiextensions().v1().customResourceDefinitions().list().getItems()) {
      if (crd.getSpec().getGroup().equals("nvidia.com")) {
        site.resource(crd).delete();
        site.resource(crd).waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
      }
    }
  }

  private static HasMetadata object(String yaml) {
    return Serialization.unmarshal(yaml);
  }

  private void make(String yaml) {
    var object = object(yaml);
    made.add(site.resource(object).create());
    if (yaml.contains("\nstatus:")) {
      setStatus(yaml);
    }
  }

  private void setStatus(String yaml) {
    site.resource(object(yaml)).patchStatus();
  }

  private void upgradeDriver(String state) {
    site.nodes()
        .withName("gpu-1")
        .edit(node -> {
          node.getMetadata().getLabels().put("nvidia.com/gpu-driver-upgrade-state", state);
          return node;
        });
  }

  private void awaitStack(GpuStack.Kind kind, String reason) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          var stack = book.stack("s1");
          assertThat(stack.kind() + " " + stack.reason()).isEqualTo(kind + " " + reason);
        });
  }

  private SiteUse use() {
    return owner.query(fleet -> fleet.use("s1")).join();
  }

  private SiteState state() {
    return connections.state("s1").orElseThrow().state();
  }

  private static EdgeSite register() {
    return Serialization.unmarshal(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: EdgeSite
        metadata: {name: s1}
        spec:
          carrier: Telefónica
          location: {country: ES, city: Madrid, latitude: "40.4", longitude: "-3.7"}
          jurisdiction: {}
          connection: {kubeconfigSecret: {name: s1}}
          power: {capacity: 1500k, pue: "1.2"}
        """,
        EdgeSite.class);
  }

  private static String policy(String name, String state, String ready, String reason) {
    return """
    apiVersion: nvidia.com/v1
    kind: ClusterPolicy
    metadata: {name: %s}
    spec:
      daemonsets: {}
      dcgm: {}
      dcgmExporter: {}
      devicePlugin: {}
      driver: {useNvidiaDriverCRD: false}
      gfd: {}
      mig: {strategy: mixed}
      nodeStatusExporter: {}
      operator: {defaultRuntime: containerd}
      toolkit: {}
    status:
      state: %s
      namespace: gpu-operator
      conditions:
      - {type: Ready, status: "%s", reason: %s, message: "", lastTransitionTime: "2026-11-01T00:00:00Z"}
    """
        .formatted(name, state, ready, reason);
  }

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: gpu-1
        labels:
          nvidia.com/gpu.present: "true"
          nvidia.com/gpu.product: NVIDIA-L4
          nvidia.com/gpu.count: "8"
          nvidia.com/gpu.memory: "23034"
          nvidia.com/gpu.family: ada-lovelace
      status:
        conditions:
        - {type: Ready, status: "True"}
        allocatable: {cpu: "64", memory: 256Gi, pods: "110", nvidia.com/gpu: "8"}
        capacity: {cpu: "64", memory: 256Gi, pods: "110", nvidia.com/gpu: "8"}
      """;

  private static final String NODE_WITHOUT_PLUGIN =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: gpu-1}
      status:
        conditions:
        - {type: Ready, status: "True"}
        allocatable: {cpu: "64", memory: 256Gi, pods: "110"}
        capacity: {cpu: "64", memory: 256Gi, pods: "110"}
      """;

  private static final String DRIVER =
      """
      apiVersion: nvidia.com/v1alpha1
      kind: NVIDIADriver
      metadata: {name: driver}
      spec: {default: false, driverType: gpu, image: driver}
      status:
        state: notReady
        conditions:
        - {type: Ready, status: "False", reason: DriverNotReady, message: "", lastTransitionTime: "2026-11-01T00:00:00Z"}
      """;

  private static final String CLUSTER =
      """
      apiVersion: nvidia.com/v1alpha1
      kind: GPUCluster
      metadata: {name: gpu-cluster}
      spec: {draDriver: {}}
      status:
        state: ready
        conditions:
        - {type: Ready, status: "True", reason: Reconciled, message: "", lastTransitionTime: "2026-11-01T00:00:00Z"}
      """;

  private static final String DEVICE_CLASS =
      """
      apiVersion: resource.k8s.io/v1
      kind: DeviceClass
      metadata: {name: gpu.nvidia.com}
      spec:
        selectors:
        - cel: {expression: "device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == 'gpu'"}
      """;

  private static final String SLICE =
      """
      apiVersion: resource.k8s.io/v1
      kind: ResourceSlice
      metadata: {name: gpu-1-gpu.nvidia.com}
      spec:
        driver: gpu.nvidia.com
        nodeName: gpu-1
        pool: {name: gpu-1, generation: 1, resourceSliceCount: 1}
        devices:
        - name: gpu-0
          attributes: &l4
            type: {string: gpu}
            productName: {string: NVIDIA L4}
            architecture: {string: Ada Lovelace}
            cudaComputeCapability: {version: 8.9.0}
          capacity: {memory: {value: 23034Mi}}
        - name: gpu-1
          attributes: *l4
          capacity: {memory: {value: 23034Mi}}
      """;

  private static final String CLAIM =
      """
      apiVersion: resource.k8s.io/v1
      kind: ResourceClaim
      metadata: {name: held, namespace: default}
      spec:
        devices:
          requests:
          - {name: gpu, exactly: {deviceClassName: gpu.nvidia.com}}
      status:
        allocation:
          devices:
            results:
            - {request: gpu, driver: gpu.nvidia.com, pool: gpu-1, device: gpu-0}
          nodeSelector:
            nodeSelectorTerms:
            - matchFields: [{key: metadata.name, operator: In, values: [gpu-1]}]
      """;
}
