package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.centralita.delivery.Delivery.Nodes;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderingTest {
  private static final Path FOLDER = Golden.folder("rendering");

  static Stream<Path> cases() throws IOException {
    return Golden.files(FOLDER).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersWhatTheGoldenFileSays(Path folder) throws IOException {
    // Documents are deliveries one after the other, each over what the one before left at the site.
    var renderings = new ArrayList<Rendering>();
    for (var document : documents(folder)) {
      var live = renderings.isEmpty() ? null : renderings.getLast().object();
      renderings.add(Rendering.of(delivery(document), live));
    }

    var last = renderings.getLast();
    Golden.expect(
        folder.resolve("out.yaml"),
        Golden.YAML.asYaml(last.namespace())
            + (last.claims() == null ? "" : Golden.YAML.asYaml(last.claims()))
            + Golden.YAML.asYaml(last.object()));
  }

  @Test
  void noFileIsUnused() throws IOException {
    assertThat(cases())
        .allSatisfy(folder ->
            assertThat(Golden.files(folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("in.yaml", "out.yaml"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSameEveryTimeAndSettledInItself(Path folder) throws IOException {
    var document = documents(folder)[0];
    var delivery = delivery(document);

    var first = Rendering.of(delivery);
    var again = Rendering.of(delivery(document), first.object());

    assertThat(Golden.YAML.asYaml(again.object())).isEqualTo(Golden.YAML.asYaml(first.object()));
    assertThat(again.settledIn(first.object())).isTrue();
    assertThat(Golden.YAML.asYaml(delivery)).isEqualTo(Golden.YAML.asYaml(delivery(document)));
  }

  @Test
  void aNewEpochAloneLeavesThePodTemplateAlone() throws IOException {
    var yaml = Files.readString(FOLDER.resolve("service-advised/in.yaml"));

    var before = Rendering.of(delivery(yaml));
    var after = Rendering.of(delivery(yaml.replace("epoch: 1", "epoch: 2")), before.object());

    assertThat(podTemplate(after)).isEqualTo(podTemplate(before));
    assertThat(after.settledIn(before.object())).isFalse();
  }

  @Test
  void whatRunsIsNotRestartedForASiteThatWantsToBeAskedAnotherWay() throws IOException {
    var documents = documents(FOLDER.resolve("claim-instead-of-resource"));
    var resource = delivery(documents[0]);
    var claim = delivery(documents[1]);
    var live = (Deployment) Rendering.of(resource).object();

    live.setStatus(new DeploymentStatusBuilder().withReadyReplicas(2).build());
    assertThat(podTemplate(Rendering.of(claim, live)))
        .isEqualTo(podTemplate(Rendering.of(resource)));
    assertThat(Rendering.of(claim, live).claims()).isNull();

    // One lacks a place: it cannot be bound in the old form, and the rest follow a quarter at a
    // time.
    live.setStatus(new DeploymentStatusBuilder().withReadyReplicas(1).build());
    assertThat(podTemplate(Rendering.of(claim, live)).at("/spec/resourceClaims")).hasSize(1);
    assertThat(Rendering.of(claim, live).claims()).isNotNull();
  }

  @Test
  void aTaintThatAppearsRestartsNothingThatRuns() throws IOException {
    var yaml = Files.readString(FOLDER.resolve("service-on-kept-nodes/in.yaml"));
    var before = delivery(yaml.replace("tainted: true", "tainted: false"));
    var now = delivery(yaml);
    var live = (Deployment) Rendering.of(before).object();

    live.setStatus(new DeploymentStatusBuilder().withReadyReplicas(2).build());
    assertThat(podTemplate(Rendering.of(now, live))).isEqualTo(podTemplate(Rendering.of(before)));

    // What was promised a node that has the taint could not be bound without tolerating it.
    live.setStatus(new DeploymentStatusBuilder().withReadyReplicas(1).build());
    assertThat(podTemplate(Rendering.of(now, live))).isEqualTo(podTemplate(Rendering.of(now)));
  }

  @Test
  void aSiteThatOffersNothingForNowIsAskedAsBefore() throws IOException {
    var before = delivery(Files.readString(FOLDER.resolve("claim/in.yaml")));
    var live = Rendering.of(before).object();
    var silent = SiteUnderTest.redecided(before, 2, 2, Nodes.ANY);

    assertThat(podTemplate(Rendering.of(silent, live)))
        .isEqualTo(podTemplate(Rendering.of(before)));
    assertThat(Rendering.of(silent, live).claims()).isEqualTo(Rendering.of(before).claims());
  }

  @Test
  void aClaimTemplateOfOtherContentHasAnotherName() throws IOException {
    var yaml = Files.readString(FOLDER.resolve("claim/in.yaml"));

    assertThat(claims(yaml)).isEqualTo(claims(yaml.replace("epoch: 1", "epoch: 2")));
    assertThat(claims(yaml.replace("80Gi", "40Gi")).getMetadata().getName())
        .isNotEqualTo(claims(yaml).getMetadata().getName());
  }

  private static ResourceClaimTemplate claims(String yaml) {
    return Objects.requireNonNull(Rendering.of(delivery(yaml)).claims());
  }

  @Test
  void refusesAnIdThatCannotBeginANamespace() throws IOException {
    var yaml =
        Files.readString(FOLDER.resolve("service/in.yaml")).replace("hubId: es", "hubId: ES_1");

    assertThatThrownBy(() -> delivery(yaml))
        .hasMessageContaining("hub id \"ES_1\"")
        .hasMessageContaining("Maybe");
  }

  static Delivery delivery(String yaml) {
    return Golden.YAML.unmarshal(yaml, Delivery.class);
  }

  private static String[] documents(Path folder) throws IOException {
    return Files.readString(folder.resolve("in.yaml")).split("(?m)^---$");
  }

  private static JsonNode podTemplate(Rendering rendering) {
    return Digest.tree(rendering.object()).at("/spec/template");
  }
}
