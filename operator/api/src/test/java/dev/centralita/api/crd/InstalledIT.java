package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.centralita.fleet.Kubectl;
import dev.centralita.fleet.junit.ApiServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user with kubectl sees of the CRDs. */
class InstalledIT {
  private static final Path DEFAULTS = Path.of("src/test/resources/dev/centralita/api/defaults");
  private static final Path MANIFESTS = Path.of("../../manifests");

  @RegisterExtension static final ApiServerExtension api = new ApiServerExtension();

  private static Kubectl kubectl() {
    return new Kubectl(api.cluster());
  }

  @BeforeAll
  static void install() {
    kubectl().must("apply", "-f", Crds.COMMITTED.toString());
    kubectl().must("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
  }

  static Stream<Path> defaults() throws IOException {
    try (var files = Files.newDirectoryStream(DEFAULTS, "in-*.yaml")) {
      var all = new ArrayList<Path>();
      files.forEach(all::add);
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void defaultsAreInTheSchema(Path file) throws IOException {
    var namespace = api.newNamespace();
    var stored =
        kubectl()
            .must("create", "-n", namespace, "-f", file.toString(), "--dry-run=server", "-oyaml");
    var golden = file.resolveSibling(file.getFileName().toString().replace("in-", "out-"));
    var spec = Crds.write(Crds.YAML.readTree(stored).get("spec"));
    if (Boolean.getBoolean("centralita.regenerate")) {
      Files.writeString(golden, spec);
    }
    assertThat(golden).hasContent(spec);
  }

  @Test
  void workloadsScaleWithKubectl() throws IOException {
    var namespace = api.newNamespace();
    var file = DEFAULTS.resolve("in-sovereignworkload.yaml").toString();
    kubectl().must("create", "-n", namespace, "-f", file);
    kubectl().must("scale", "-n", namespace, "sw/defaults", "--replicas=7");
    var scaled = kubectl().must("get", "-n", namespace, "sw", "defaults", "-ojson");
    assertThat(Crds.YAML.readTree(scaled).at("/spec/replicas").asInt()).isEqualTo(7);

    kubectl()
        .must(
            "patch",
            "-n",
            namespace,
            "sw",
            "defaults",
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\":{\"replicas\":5,\"selector\":\"centralita.dev/workload-uid=u\"}}");
    var path = "/apis/centralita.dev/v1alpha1/namespaces/" + namespace + "/sovereignworkloads";
    var scale = Crds.YAML.readTree(kubectl().must("get", "--raw", path + "/defaults/scale"));
    assertThat(scale.at("/status/replicas").asInt()).isEqualTo(5);
    assertThat(scale.at("/status/selector").asText()).isEqualTo("centralita.dev/workload-uid=u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"es", "sw", "lsla", "sp"})
  void shortNamesAndTheCategoryList(String name) {
    assertThat(kubectl().run("get", name, "-A").exitCode()).isZero();
    assertThat(kubectl().run("get", "centralita", "-A").exitCode()).isZero();
  }

  static Stream<Path> crds() {
    return Crds.generate().keySet().stream().map(Crds.COMMITTED::resolve);
  }

  /** One explain of the root, recursively: all fields are there; descriptions field by field. */
  @ParameterizedTest
  @MethodSource("crds")
  void explainIsTheDocumentation(Path crd) {
    var tree = Crds.read(crd);
    var kind = tree.at("/spec/names/singular").asText();
    for (var part : List.of("spec", "status")) {
      var schema = tree.at("/spec/versions/0/schema/openAPIV3Schema/properties/" + part);
      var told = flat(kubectl().must("explain", kind + "." + part));
      for (var field : schema.get("properties").properties()) {
        assertThat(told)
            .as("kubectl explain %s.%s, %s", kind, part, field.getKey())
            .contains(field.getKey())
            .contains(flat(field.getValue().get("description").asText()));
      }
    }
  }

  @Test
  void descriptionsReachEveryDepth() {
    for (var crd : crds().toList()) {
      var tree = Crds.read(crd);
      var root = tree.at("/spec/versions/0/schema/openAPIV3Schema");
      for (var part : List.of("spec", "status")) {
        var bare = new ArrayList<String>();
        undescribed(part, root.at("/properties/" + part), bare);
        assertThat(bare).as(crd.toString()).isEmpty();
      }
    }
  }

  /** Kubernetes' own types keep their schema but not their text: DECISIONS 19. */
  private static void undescribed(String path, JsonNode schema, List<String> bare) {
    if (path.matches("spec\\.template|.*(conditions|tolerations|namespaceSelector)")) {
      return;
    }
    for (var field : schema.path("properties").properties()) {
      var deeper = path + "." + field.getKey();
      if (!field.getValue().has("description")) {
        bare.add(deeper);
      }
      var value = field.getValue();
      undescribed(deeper, value.has("items") ? value.get("items") : value, bare);
    }
  }

  @ParameterizedTest
  @CsvSource({"spain,17", "accelerators,10"})
  void samplesAreAdmittedAsTheyAre(String folder, int sites) {
    var samples = MANIFESTS.resolve("samples").resolve(folder).toString();
    kubectl().must("apply", "--validate=strict", "-k", samples);
    assertThat(kubectl().must("get", "es", "-oname").lines()).hasSize(sites);
    assertThat(kubectl().must("apply", "--validate=strict", "-k", samples))
        .doesNotContain("configured");
    kubectl().must("delete", "--wait=false", "-k", samples);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "base", "site"})
  void manifestsAreAdmittedAsTheyAre(String folder) {
    kubectl().must("apply", "--validate=strict", "-k", MANIFESTS.resolve(folder).toString());
  }

  @Test
  void theOwnersOptInIsAdmittedAsItIs() {
    var folder = MANIFESTS.resolve("site/mig-steering");
    for (var file : List.of("rights.yaml", "boundary.yaml")) {
      kubectl().must("apply", "--validate=strict", "-f", folder.resolve(file).toString());
    }
  }

  @Test
  void aNameOfSixtyThreeCharactersAndEmojiWhereTheyMayBe() {
    var namespace = api.newNamespace();
    var file = DEFAULTS.resolve("in-latencysla.yaml").toString();
    kubectl().must("create", "-n", namespace, "-f", file);
    kubectl().must("annotate", "-n", namespace, "lsla", "defaults", "team=🚀");
    var refused = kubectl().run("label", "-n", namespace, "lsla", "defaults", "team=🚀");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.text()).contains("team").contains("🚀");
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
