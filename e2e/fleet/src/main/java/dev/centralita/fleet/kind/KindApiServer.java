package dev.centralita.fleet.kind;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The API server of one Kind cluster: a static pod in the container of its control plane. */
final class KindApiServer {
  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";
  private static final String PARKED = "/etc/kubernetes/kube-apiserver.yaml";
  private static final String PROCESS = "kube-apiserver";

  private final Docker docker;
  private final String cluster;
  private final String container;
  private final KubernetesClient admin;
  private @Nullable String address;

  KindApiServer(Docker docker, String cluster, String container, KubernetesClient admin) {
    this.docker = docker;
    this.cluster = cluster;
    this.container = container;
    this.admin = admin;
  }

  /** The kubelet ends a static pod whose manifest is gone. */
  void stop() {
    docker.exec(container, "mv", MANIFEST, PARKED);
    await("its API server to end", () -> !runs());
  }

  void kill() {
    docker.exec(
        container, "sh", "-c", "mv %s %s; pkill -9 %s".formatted(MANIFEST, PARKED, PROCESS));
    await("its API server to end", () -> !runs());
  }

  void start() {
    docker.exec(container, "mv", PARKED, MANIFEST);
    await("its API server to answer", this::answers);
  }

  synchronized void cut() {
    address = docker.cut(container);
  }

  synchronized void join() {
    if (address == null) {
      throw new IllegalStateException("the line of cluster '" + cluster + "' is not cut");
    }
    docker.join(container, address);
    address = null;
    await("its API server to answer", this::answers);
  }

  private boolean runs() {
    return !docker.exec(container, "sh", "-c", "pidof " + PROCESS + " || true").isBlank();
  }

  private boolean answers() {
    return admin.namespaces().withName("kube-system").get() != null;
  }

  private void await(String what, BooleanSupplier condition) {
    Patience.await(cluster, what, condition);
  }
}
