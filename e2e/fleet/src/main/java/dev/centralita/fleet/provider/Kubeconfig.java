package dev.centralita.fleet.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes a self-contained kubeconfig: one context, the CA and a bearer token inside. */
public final class Kubeconfig {
  private Kubeconfig() {}

  public static String of(String cluster, String server, String caPem, String token) {
    String ca = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.UTF_8));
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    users:
    - name: %1$s
      user:
        token: %4$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %1$s
    current-context: %1$s
    """
        .formatted(cluster, server, ca, token);
  }
}
