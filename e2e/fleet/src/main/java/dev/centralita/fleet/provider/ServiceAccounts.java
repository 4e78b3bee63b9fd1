package dev.centralita.fleet.provider;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the owner of a cluster gives out: kubeconfigs with the token of a ServiceAccount. */
public final class ServiceAccounts {
  private static final long TOKEN_SECONDS = Duration.ofDays(30).toSeconds();

  private final KubernetesClient admin;
  private final UnaryOperator<String> kubeconfigWithToken;
  private @Nullable String hubsKubeconfig;

  public ServiceAccounts(KubernetesClient admin, UnaryOperator<String> kubeconfigWithToken) {
    this.admin = admin;
    this.kubeconfigWithToken = kubeconfigWithToken;
  }

  /** Of any account that exists. */
  public String kubeconfigOf(String namespace, String serviceAccount) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    TokenRequest answer =
        admin
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(serviceAccount)
            .tokenRequest(request);
    return kubeconfigWithToken.apply(answer.getStatus().getToken());
  }

  /** Of the account that a hub gets; enrols the site on first use. */
  public synchronized String kubeconfigOfTheHub() {
    if (hubsKubeconfig == null) {
      SiteManifests.apply(admin);
      hubsKubeconfig = kubeconfigOf(SiteManifests.NAMESPACE, SiteManifests.SERVICE_ACCOUNT);
    }
    return hubsKubeconfig;
  }
}
