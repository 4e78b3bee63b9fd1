package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Golden.YAML.asYaml(last.namespace()) + Golden.YAML.asYaml(last.object()));
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
