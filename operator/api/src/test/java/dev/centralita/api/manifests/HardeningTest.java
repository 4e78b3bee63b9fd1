package dev.centralita.api.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The controls of Kubescape's NSA framework that a manifest can meet, by their numbers there.
 *
 * <p>C-0034 (no service account token) asks for what no operator can do: it is met by a token of
 * its own, projected and short-lived, in place of the one that is mounted by default.
 */
class HardeningTest {
  static Stream<JsonNode> deployments() {
    return Manifests.ofKind("Deployment").stream();
  }

  static Stream<JsonNode> containers() {
    return deployments()
        .flatMap(deployment ->
            Stream.of("containers", "initContainers")
                .map(deployment.at("/spec/template/spec")::path))
        .flatMap(list -> list.valueStream());
  }

  @Test
  void thereIsSomethingToCheck() {
    assertThat(deployments()).isNotEmpty();
    assertThat(containers()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void podsShareNothingWithTheirNode(JsonNode deployment) {
    var pod = deployment.at("/spec/template/spec");
    for (var field : new String[] {"hostNetwork", "hostPID", "hostIPC"}) { // C-0038, C-0041
      assertThat(pod.path(field).asBoolean()).as(field).isFalse();
    }
    for (var volume : pod.path("volumes")) { // C-0048
      assertThat(volume.has("hostPath")).as("%s", volume).isFalse();
    }
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue(); // C-0013
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText())
        .isEqualTo("RuntimeDefault"); // C-0055
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void tokensAreProjectedAndShortLived(JsonNode deployment) {
    var pod = deployment.at("/spec/template/spec");
    assertThat(pod.get("automountServiceAccountToken").asBoolean()).isFalse(); // C-0034
    assertThat(pod.findValues("expirationSeconds")).isNotEmpty();
    assertThat(pod.findValues("expirationSeconds")).allMatch(seconds -> seconds.asInt() <= 3600);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void containersHaveNoPrivilege(JsonNode container) {
    var context = container.get("securityContext");
    assertThat(context.path("privileged").asBoolean()).isFalse(); // C-0057
    assertThat(context.get("allowPrivilegeEscalation").asBoolean()).isFalse(); // C-0016
    assertThat(context.get("readOnlyRootFilesystem").asBoolean()).isTrue(); // C-0017
    assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL"); // C-0046
    assertThat(context.at("/capabilities/add")).isEmpty();
    for (var port : container.path("ports")) { // C-0044
      assertThat(port.has("hostPort")).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void containersAreBoundedAndProbed(JsonNode container) {
    for (var resource : new String[] {"cpu", "memory"}) { // C-0270, C-0271
      assertThat(container.at("/resources/limits/" + resource).isTextual()).isTrue();
      assertThat(container.at("/resources/requests/" + resource).isTextual()).isTrue();
    }
    for (var probe : new String[] {"startupProbe", "readinessProbe", "livenessProbe"}) {
      assertThat(container.has(probe)).as(probe).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void credentialsAreNotInTheEnvironment(JsonNode container) { // C-0012
    assertThat(container.has("envFrom")).isFalse();
    for (var variable : container.path("env")) {
      assertThat(variable.at("/valueFrom/secretKeyRef").isMissingNode()).isTrue();
      assertThat(variable.get("name").asText()).doesNotMatch("(?i).*(password|token|secret|key)");
    }
  }

  @Test
  void namespacesAreRestrictedAndClosed() { // C-0030, C-0054
    for (var namespace : Manifests.ofKind("Namespace")) {
      assertThat(
              namespace.at("/metadata/labels").path("pod-security.kubernetes.io/enforce").asText())
          .isEqualTo("restricted");
    }
    for (var deployment : deployments().toList()) {
      var namespace = deployment.at("/metadata/namespace").asText();
      assertThat(Manifests.ofKind("NetworkPolicy"))
          .anyMatch(policy ->
              policy.at("/metadata/namespace").asText().equals(namespace)
                  && policy.at("/spec/podSelector").isEmpty()
                  && policy.at("/spec/policyTypes").size() == 2
                  && !policy.get("spec").has("ingress")
                  && !policy.get("spec").has("egress"));
    }
  }

  @Test
  void onePodLessNeverMeansNone() {
    for (var deployment : deployments().toList()) {
      assertThat(deployment.at("/spec/replicas").asInt()).isGreaterThan(1);
      assertThat(Manifests.ofKind("PodDisruptionBudget"))
          .anyMatch(budget -> budget.at("/spec/selector").equals(deployment.at("/spec/selector")));
    }
  }
}
