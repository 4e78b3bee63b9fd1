package dev.centralita.stories;

import dev.centralita.fleet.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a platform team applies to a hub before it starts the operator, from the folders it ships
 * in.
 */
record Installation(Path root, Cluster hub) {
  static final String NAMESPACE = "centralita-system";
  static final String SERVICE_ACCOUNT = "centralita";

  void apply() {
    applyFolder("crds");
    for (var crd : client().apiextensions().v1().customResourceDefinitions().list().getItems()) {
      client().resource(crd).waitUntilCondition(Installation::isEstablished, 30, TimeUnit.SECONDS);
    }
    applyFolder("manifests/hub");
  }

  /** The operator's own credential, with the rights that the manifests give it and no others. */
  Path operatorKubeconfig() {
    try {
      Path file = Files.createTempFile("operator-", ".kubeconfig");
      file.toFile().deleteOnExit();
      return Files.writeString(file, hub.kubeconfigOf(NAMESPACE, SERVICE_ACCOUNT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Secret that an EdgeSite names in {@code connection.kubeconfigSecret}. */
  void giveCredential(String secret, String kubeconfig) {
    var object =
        new SecretBuilder()
            .withNewMetadata()
            .withName(secret)
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withStringData(Map.of("kubeconfig", kubeconfig))
            .build();
    client().resource(object).forceConflicts().serverSideApply();
  }

  void takeCredential(String secret) {
    client().secrets().inNamespace(NAMESPACE).withName(secret).delete();
  }

  /** Applies all objects of a folder, without those of folders in it. */
  void applyFolder(String folder) {
    objects(folder).forEach(object -> client().resource(object).forceConflicts().serverSideApply());
  }

  /** Deletes what {@link #applyFolder} has applied. */
  void deleteFolder(String folder) {
    objects(folder).forEach(object -> client().resource(object).delete());
  }

  private List<HasMetadata> objects(String folder) {
    var found = new ArrayList<HasMetadata>();
    for (Path file : yamlFiles(root.resolve(folder))) {
      try (InputStream objects = Files.newInputStream(file)) {
        found.addAll(client().load(objects).items());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static List<Path> yamlFiles(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .filter(f -> !f.endsWith("kustomization.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEstablished(
      io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private KubernetesClient client() {
    return hub.adminClient();
  }
}
