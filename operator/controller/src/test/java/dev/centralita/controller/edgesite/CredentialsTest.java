package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec.Connection;
import dev.centralita.api.EdgeSiteSpec.KubeconfigSecret;
import dev.centralita.controller.connection.ConnectionSpec;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static EdgeSite site() {
    return AdmissionTest.site(
        "madrid",
        "2026-01-01T00:00:00Z",
        new Connection(null, new KubeconfigSecret("madrid", null)),
        null);
  }

  @Test
  void theKubeconfigIsReadFromItsKey() {
    var data = Base64.getEncoder().encodeToString("kind: Config".getBytes(StandardCharsets.UTF_8));
    var secret = new SecretBuilder().withData(Map.of("kubeconfig", data)).build();
    assertThat(Credentials.of(site(), "centralita-system", name -> secret))
        .isEqualTo(new ConnectionSpec.Remote("kind: Config", null));
  }

  @Test
  void aMissingSecretIsSaidWithItsNamespaceAndKey() {
    assertThat(Credentials.of(site(), "centralita-system", name -> null))
        .isInstanceOfSatisfying(
            ConnectionSpec.Unusable.class,
            spec ->
                assertThat(spec.problems().getFirst().toString())
                    .contains("spec.connection.kubeconfigSecret.name: madrid")
                    .contains("namespace centralita-system")
                    .contains("key kubeconfig"));
  }

  @Test
  void aMissingKeyIsSaid() {
    var secret = new SecretBuilder().withData(Map.of("config", "")).build();
    assertThat(Credentials.of(site(), "centralita-system", name -> secret))
        .isInstanceOfSatisfying(
            ConnectionSpec.Unusable.class,
            spec -> assertThat(spec.problems().getFirst().field()).endsWith(".key"));
  }
}
