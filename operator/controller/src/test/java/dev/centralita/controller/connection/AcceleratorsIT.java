package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import dev.centralita.inventory.GpuStack;
import dev.centralita.placement.SiteUse;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final Path OBJECTS = Path.of("src/test/resources/accelerators/objects");
  private static final String EXTERNAL = System.getenv("CENTRALITA_EXTERNAL");

  @RegisterExtension
  static final ControlPlanesExtension PLANES = ControlPlanesExtension.shared(ObservedSite.LAYOUT);

  private final ObservedSite observed =
      new ObservedSite(PLANES, TestSettings.quick(), Map.of("capacity", "1500k", "pue", "1.2"));
  private final SiteBook book = observed.book();
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
    site = PLANES.site(ObservedSite.NAME).adminClient();
    observed.connect();
  }

  @AfterEach
  void close() {
    removeDefinitions();
    for (var object : made.reversed()) {
      site.resource(object).delete();
      site.resource(object).waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
    }
    observed.close();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void aStackIsNoticedWhenItIsInstalledAndWhenItGoes(Path definitions) throws IOException {
    assertThat(book.stack(ObservedSite.NAME).kind()).isEqualTo(GpuStack.Kind.None);
    make(yaml("node"));
    awaitStack(GpuStack.Kind.LabelsOnly, "LabelsOnly");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(8));

    var kinds = install(definitions);
    make(policy("gpu-policy", "notReady", "False", "OperandNotReady"));
    awaitStack(GpuStack.Kind.ClusterPolicy, "OperandNotReady");
    setStatus(policy("gpu-policy", "ready", "True", "NoGPUNodes"));
    awaitStack(GpuStack.Kind.ClusterPolicy, "NoGPUNodes");
    setStatus(policy("gpu-policy", "ready", "True", "Reconciled"));
    awaitStack(GpuStack.Kind.ClusterPolicy, "Ready");
    make(yaml("driver"));
    await()
        .until(() ->
            observed.connections().objects(ObservedSite.NAME).orElseThrow().accelerators().size()
                == 2);
    assertThat(book.stack(ObservedSite.NAME).reason())
        .as("no policy says that it counts")
        .isEqualTo("Ready");

    upgradeDriver("drain-required");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(0));
    upgradeDriver("upgrade-done");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(8));

    if (kinds.contains("gpuclusters.nvidia.com")) {
      make(yaml("cluster"));
      awaitStack(GpuStack.Kind.GPUCluster, "DriverNotReady");
      setStatus(yaml("driver").replace("notReady", "ready").replace("\"False\"", "\"True\""));
      awaitStack(GpuStack.Kind.GPUCluster, "Ready");
      assertThat(book.findings(ObservedSite.NAME))
          .extracting("kind")
          .asString()
          .contains("StackConflict");
    }
    removeDefinitions();
    awaitStack(GpuStack.Kind.LabelsOnly, "LabelsOnly");
    assertThat(observed.state()).as("the site was never in doubt").isInstanceOf(Synced.class);
  }

  @Test
  void devicesOfTheDraDriverAreFreeWithoutThoseClaimed() {
    make(yaml("node-without-plugin"));
    make(yaml("device-class"));
    awaitStack(GpuStack.Kind.DRADriver, "NoDevices");
    make(yaml("slice"));
    awaitStack(GpuStack.Kind.DRADriver, "DevicesOffered");
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(2));
    make(yaml("claim"));
    setStatus(yaml("claim"));
    await().untilAsserted(() -> assertThat(use().products()).extracting("free").containsExactly(1));
    site.resource(object(yaml("claim"))).edit(claim -> claim);
    site.resource(object(yaml("slice"))).delete();
    await().untilAsserted(() -> assertThat(use().products()).isEmpty());
    assertThat(observed.state()).isInstanceOf(Synced.class);
  }

  @Test
  void podsWithGpusRunUnderARuntimeClassThatTheSiteHas() {
    make(yaml("node"));
    awaitStack(GpuStack.Kind.LabelsOnly, "LabelsOnly");
    assertThat(book.stack(ObservedSite.NAME).runtimeClass()).isNull();
    make(yaml("runtime-class"));
    await().until(() -> "nvidia".equals(book.stack(ObservedSite.NAME).runtimeClass()));
    site.resource(object(yaml("runtime-class"))).delete();
    await().until(() -> book.stack(ObservedSite.NAME).runtimeClass() == null);
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
          var stack = book.stack(ObservedSite.NAME);
          assertThat(stack.kind() + " " + stack.reason()).isEqualTo(kind + " " + reason);
        });
  }

  private SiteUse use() {
    return observed.owner().query(fleet -> fleet.use(ObservedSite.NAME)).join();
  }

  private static String yaml(String object) {
    try {
      return Files.readString(OBJECTS.resolve(object + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
