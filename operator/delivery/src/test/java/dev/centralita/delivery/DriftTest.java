package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}                     | {a: 1, b: 2}               | true
          {a: 1}                     | {a: 2}                     | false
          {a: 1}                     | {b: 1}                     | false
          {a: {b: 1}}                | {a: {b: 1, c: 1}}          | true
          {a: {b: 1}}                | {a: {}}                    | false
          {a: [1, 2]}                | {a: [1, 2]}                | true
          {a: [1, 2]}                | {a: [1, 2, 3]}             | false
          {a: [1, 2]}                | {a: [2, 1]}                | false
          {a: "1000m"}               | {a: "1"}                   | true
          {a: 1}                     | {a: "1"}                   | true
          {a: "0.5Gi"}               | {a: "512Mi"}               | true
          {a: "1Gi"}                 | {a: "1G"}                  | false
          {a: x}                     | {a: y}                     | false
          {a: ""}                    | {}                         | true
          {a: false, b: 0, c: {}}    | {}                         | true
          {a: true}                  | {}                         | false
          {a: {b: {}}}               | {}                         | false
          """)
  void whatIsWantedMustBeThereAndMoreMay(String wanted, String live, boolean covered) {
    assertThat(Drift.covers(tree(wanted), tree(live))).isEqualTo(covered);
  }

  @Test
  void seesWhatIsNotRenderedAnyMore() {
    assertThat(Drift.none(applied("a"), applied("a"))).isTrue();
    assertThat(Drift.none(applied("a"), applied("b"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "centralita, Apply,,          f:spec,     false",
    "centralita, Update,,         f:spec,     true",
    "kubectl-edit, Update,,       f:spec,     true",
    "kubectl-edit, Update,,       f:metadata, false",
    "kube-controller-manager, Update, status, f:status, false",
    "kubectl, Update, scale,      f:spec,     false",
  })
  void seesWhatSomebodyAdded(
      String manager, String operation, String subresource, String field, boolean foreign) {
    var live =
        new DeploymentBuilder(applied("a"))
            .editMetadata()
            .addNewManagedField()
            .withManager(manager)
            .withOperation(operation)
            .withSubresource(subresource)
            .withNewFieldsV1()
            .addToAdditionalProperties(field, "")
            .endFieldsV1()
            .endManagedField()
            .endMetadata()
            .build();

    assertThat(Drift.foreignSpec(live)).isEqualTo(foreign);
    assertThat(Drift.none(applied("a"), live)).isEqualTo(!foreign);
  }

  private static Deployment applied(String digest) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .addToAnnotations(Marks.APPLIED, digest)
        .endMetadata()
        .build();
  }

  private static JsonNode tree(String yaml) {
    return Digest.tree(Golden.YAML.unmarshal("---\n" + yaml, Object.class));
  }
}
