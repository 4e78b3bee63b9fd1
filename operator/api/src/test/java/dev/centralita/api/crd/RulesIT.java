package dev.centralita.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.centralita.api.ApiGroup;
import dev.centralita.fleet.Kubectl;
import dev.centralita.fleet.junit.ApiServerExtension;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule against a real API server: a file it admits, a file it refuses, and in what words. */
class RulesIT {
  @RegisterExtension static final ApiServerExtension api = new ApiServerExtension();

  static Stream<RuleCase> cases() {
    return RuleCase.all().stream();
  }

  @BeforeAll
  static void install() {
    var kubectl = new Kubectl(api.cluster());
    kubectl.must("apply", "-f", Crds.COMMITTED.toString());
    kubectl.must("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void admitsTheValidAndExplainsTheInvalid(RuleCase rule) throws IOException {
    var path = path(rule.valid());
    if (rule.before() != null) {
      var stored = api.client().raw(path, "POST", rule.before());
      path += "/" + rule.before().at("/metadata/name").asText();
      var version = Crds.YAML.readTree(stored).at("/metadata/resourceVersion").asText();
      rule.valid().withObject("/metadata").put("resourceVersion", version);
      rule.invalid().withObject("/metadata").put("resourceVersion", version);
    }
    var request = path + "?dryRun=All&fieldValidation=Strict";
    var method = rule.before() == null ? "POST" : "PUT";
    api.client().raw(request, method, rule.valid());
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> api.client().raw(request, method, rule.invalid()));
    assertThat(refusal).as("%s: the invalid object was admitted", rule).isNotNull();
    var answer = answer(refusal);
    if (Boolean.getBoolean("centralita.regenerate")) {
      Files.writeString(rule.answer(), answer);
    }
    assertThat(rule.answer()).hasContent(answer);
  }

  private static String path(ObjectNode object) {
    var group = "/apis/" + ApiGroup.NAME + "/" + ApiGroup.VERSION;
    return switch (object.get("kind").asText()) {
      case "EdgeSite" -> group + "/edgesites";
      case "SovereigntyPolicy" -> group + "/sovereigntypolicies";
      case String kind ->
          group + "/namespaces/" + api.newNamespace() + "/" + kind.toLowerCase(Locale.ROOT) + "s";
    };
  }

  private static String answer(KubernetesClientException refusal) {
    var details = refusal.getStatus().getDetails();
    if (details == null || details.getCauses().isEmpty()) {
      return refusal.getStatus().getMessage() + "\n";
    }
    return details.getCauses().stream()
        .map(RulesIT::line)
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(StatusCause cause) {
    return cause.getField() + ": " + cause.getMessage();
  }
}
