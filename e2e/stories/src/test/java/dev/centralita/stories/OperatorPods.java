package dev.centralita.stories;

import dev.centralita.fleet.Kubectl;
import dev.centralita.fleet.kind.KindCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The operator where it lives in earnest: pods of the hub, from the image that is built of it and
 * the manifests that ship, which a kustomize overlay changes as a platform team would.
 */
final class OperatorPods implements Operator {
  private static final String NAME = "centralita";
  private static final int REPLICAS = 2;
  private static final int PATIENCE_SECONDS = 90;

  private final KindCluster hub;
  private final Path log;

  OperatorPods(Path root, KindCluster hub, Path log, Map<String, String> settings) {
    this.hub = hub;
    this.log = log;
    Path image = root.resolve("operator/controller/target/jib-image.tar");
    if (!Files.exists(image)) {
      throw new IllegalStateException(
          image
              + " is missing.\nMaybe run ./hack/kind prepare, then ./hack/test with CENTRALITA_KIND=1.");
    }
    hub.enforceNetworkPolicies();
    hub.loadArchive(image);
    new Kubectl(hub)
        .must(
            "apply", "--server-side", "--force-conflicts", "-k", overlay(log, settings).toString());
  }

  @Override
  public void start() {
    deployment().scale(REPLICAS);
    World.within(PATIENCE_SECONDS)
        .alias("the operator's pods to be ready; their log is " + log)
        .until(() -> Objects.equals(deployment().get().getStatus().getReadyReplicas(), REPLICAS));
    pods().forEach(this::follow);
  }

  /** The kubelet would start what was killed again, so the Deployment is told at once. */
  @Override
  public void kill() {
    killProcesses();
    stop();
  }

  @Override
  public void stop() {
    deployment().scale(0);
    World.within(PATIENCE_SECONDS).until(() -> pods().isEmpty());
  }

  @Override
  public boolean isAlive() {
    return deployment().get().getSpec().getReplicas() > 0;
  }

  @Override
  public Path log() {
    return log;
  }

  /** They end with the hub. */
  @Override
  public void close() {}

  List<Pod> pods() {
    return hub.adminClient()
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems();
  }

  /** The pod that leads now: its lease is held by the pod's name and a number of the process. */
  Pod leader() {
    String holder =
        hub.adminClient()
            .leases()
            .inNamespace(Installation.NAMESPACE)
            .withName(NAME)
            .get()
            .getSpec()
            .getHolderIdentity();
    return pods().stream()
        .filter(pod -> holder != null && holder.startsWith(pod.getMetadata().getName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("none of the pods leads but " + holder));
  }

  private void killProcesses() {
    // The brackets keep the shell from finding its own command line.
    hub.onControlPlane("pkill -KILL -f '[q]uarkus-run.jar'");
  }

  private RollableScalableResource<Deployment> deployment() {
    return hub.adminClient()
        .apps()
        .deployments()
        .inNamespace(Installation.NAMESPACE)
        .withName(NAME);
  }

  private void follow(Pod pod) {
    try {
      OutputStream out =
          Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      hub.adminClient().pods().resource(pod).watchLog(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path overlay(Path log, Map<String, String> settings) {
    String variables =
        settings.entrySet().stream()
            .map(s -> "          - {name: %s, value: \"%s\"}\n".formatted(s.getKey(), s.getValue()))
            .sorted()
            .collect(Collectors.joining());
    try {
      // Kustomize wants bases at relative paths: this is e2e/stories/target/operator-in-hub.
      Path folder = Files.createDirectories(log.resolveSibling("operator-in-hub"));
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          """
          apiVersion: kustomize.config.k8s.io/v1beta1
          kind: Kustomization
          resources: [../../../../manifests/base]
          patches:
          - path: settings.yaml
          """);
      Files.writeString(
          folder.resolve("settings.yaml"),
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: centralita, namespace: centralita-system}
          spec:
            replicas: 0
            template:
              spec:
                containers:
                - name: operator
                  env:
          """
              + variables);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
