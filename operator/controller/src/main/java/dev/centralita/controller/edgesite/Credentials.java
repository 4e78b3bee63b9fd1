package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec.KubeconfigSecret;
import dev.centralita.controller.connection.ConnectionSpec;
import dev.centralita.controller.connection.CredentialProblem;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a site is to be reached, from its EdgeSite and its Secret. Pure. */
final class Credentials {
  private static final String DEFAULT_KEY = "kubeconfig";
  private static final String FIELD = "spec.connection.kubeconfigSecret";

  private Credentials() {}

  /**
   * @param namespace the operator's
   * @param secrets Secrets of that namespace by name, null where there is none
   */
  static ConnectionSpec of(
      EdgeSite site, String namespace, Function<String, @Nullable Secret> secrets) {
    var connection = site.getSpec().connection();
    var status = site.getStatus();
    var pinned = status == null ? null : status.clusterUid();
    if (connection != null && connection.local() != null) {
      return new ConnectionSpec.Local(connection.local().nodeSelector(), pinned);
    }
    var reference = connection == null ? null : connection.kubeconfigSecret();
    if (reference == null) {
      return unusable("spec.connection", "{}", "name local or kubeconfigSecret");
    }
    return remote(reference, namespace, secrets.apply(reference.name()), pinned);
  }

  private static ConnectionSpec remote(
      KubeconfigSecret reference,
      String namespace,
      @Nullable Secret secret,
      @Nullable String pinned) {
    var key = Objects.requireNonNullElse(reference.key(), DEFAULT_KEY);
    if (secret == null) {
      return unusable(
          FIELD + ".name",
          reference.name(),
          "create the Secret in namespace %s, with the kubeconfig under key %s"
              .formatted(namespace, key));
    }
    var data = secret.getData() == null ? null : secret.getData().get(key);
    if (data == null) {
      return unusable(
          FIELD + ".key", key, "put the kubeconfig under that key of Secret " + reference.name());
    }
    try {
      var text = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
      return new ConnectionSpec.Remote(text, pinned);
    } catch (IllegalArgumentException e) {
      return unusable(FIELD + ".key", key, "store the kubeconfig of Secret " + reference.name());
    }
  }

  private static ConnectionSpec unusable(String field, String value, String remedy) {
    return new ConnectionSpec.Unusable(List.of(new CredentialProblem(field, value, remedy)));
  }
}
