package dev.centralita.fleet.kind;

import dev.centralita.fleet.AuditLog;
import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.NodeProfile;
import dev.centralita.fleet.process.Kubeconfig;
import dev.centralita.fleet.process.SiteManifests;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One Kind cluster. Workers are made at its start, one per node of the spec; they cannot be added
 * later.
 */
public final class KindCluster implements Cluster {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long TOKEN_SECONDS = Duration.ofDays(1).toSeconds();
  private static final String API_SERVER = "kube-apiserver.yaml";
  private static final String MANIFESTS = "/etc/kubernetes/manifests/";

  private final String name;
  private final String kindName;
  private final Path home;
  private final Docker docker;
  private final KubernetesClient admin;
  private final GpuPlugin gpus;
  private final KindNetwork network;
  private final boolean ownNetwork;
  private @Nullable String operatorKubeconfig;

  private KindCluster(Docker docker, String name, KindConfig config) {
    this.name = name;
    this.kindName = "centralita-" + name;
    this.home = config.home();
    this.docker = docker;
    this.ownNetwork = config.ownNetwork();
    this.admin =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(adminKubeconfig())).build();
    this.gpus = new GpuPlugin(docker, admin);
    this.network = new KindNetwork(docker, admin, config.podSubnet());
  }

  static KindCluster start(Docker docker, KindReaper reaper, ClusterSpec spec, int ordinal) {
    Path home = reaper.directory().resolve(spec.name());
    int workers = spec.nodes().stream().mapToInt(NodePool::count).sum();
    boolean local = docker.nodeImage().startsWith("centralita/");
    var config = new KindConfig(ordinal, workers, local, home);
    try {
      Files.createDirectories(home.resolve("audit"));
      try (InputStream policy = auditPolicy()) {
        Files.copy(policy, home.resolve("audit-policy.yaml"));
      }
      Files.writeString(home.resolve("kind.yaml"), config.yaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reaper.adopt("centralita-" + spec.name());
    docker.createCluster(
        "centralita-" + spec.name(), home.resolve("kind.yaml"), home.resolve("admin.kubeconfig"));
    var cluster = new KindCluster(docker, spec.name(), config);
    cluster.furnish(spec);
    return cluster;
  }

  private static InputStream auditPolicy() {
    return Objects.requireNonNull(
        Kubeconfig.class.getResourceAsStream("audit-policy.yaml"), "audit-policy.yaml");
  }

  private void furnish(ClusterSpec spec) {
    if (ownNetwork) {
      network.lay();
    } else {
      docker.load(kindName, GpuPlugin.IMAGE);
    }
    Deque<String> free = new ArrayDeque<>(workers());
    List<String> equipped = new ArrayList<>();
    for (NodePool pool : spec.nodes()) {
      NodeProfile profile = NodeProfile.named(pool.profile());
      for (int i = 0; i < pool.count(); i++) {
        String node = free.remove();
        gpus.equip(node, profile, pool.labels());
        equipped.add(node);
      }
    }
    await("the GPUs of " + equipped, () -> equipped.stream().allMatch(gpus::offersAll));
  }

  private List<String> workers() {
    return admin
        .nodes()
        .withoutLabel("node-role.kubernetes.io/control-plane")
        .list()
        .getItems()
        .stream()
        .map(n -> n.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Name of the cluster for the {@code kind} program and in container names. */
  public String kindName() {
    return kindName;
  }

  /** Makes an image in a docker archive known to all nodes. */
  public void loadArchive(Path archive) {
    docker.loadArchive(kindName, archive);
  }

  /** Makes an image of the Docker engine known to all nodes. */
  public void loadImage(String image) {
    docker.load(kindName, image);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public KubernetesClient adminClient() {
    return admin;
  }

  @Override
  public String adminKubeconfig() {
    try {
      return Files.readString(adminKubeconfigFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path adminKubeconfigFile() {
    return home.resolve("admin.kubeconfig");
  }

  @Override
  public synchronized String operatorKubeconfig() {
    if (operatorKubeconfig == null) {
      SiteManifests.apply(admin);
      operatorKubeconfig = kubeconfigOf(SiteManifests.NAMESPACE, SiteManifests.SERVICE_ACCOUNT);
    }
    return operatorKubeconfig;
  }

  /** With the address as pods of other clusters reach it, over the Docker network. */
  @Override
  public String kubeconfigOf(String namespace, String serviceAccount) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    String token =
        admin
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(serviceAccount)
            .tokenRequest(request)
            .getStatus()
            .getToken();
    String ca = docker.exec(controlPlane(), "cat", "/etc/kubernetes/pki/ca.crt");
    return Kubeconfig.of(name, "https://" + controlPlane() + ":6443", ca, token);
  }

  @Override
  public AuditLog auditLog() {
    return new AuditLog(home.resolve("audit").resolve("audit.log"));
  }

  @Override
  public List<String> addNodes(NodePool pool) {
    throw new UnsupportedOperationException(
        "a Kind cluster gets its workers at its start; put them into the layout");
  }

  @Override
  public void removeNode(String node) {
    docker.docker("rm", "-f", "-v", node);
    admin.nodes().withName(node).delete();
  }

  @Override
  public void loseNode(String node) {
    docker.docker("stop", "-t", "1", node);
  }

  @Override
  public void recoverNode(String node) {
    docker.docker("start", node);
    relay();
  }

  /** One device turns unhealthy, and leaves what the node offers. */
  public void failDevice(String node, int index) {
    gpus.setUnhealthy(node, "GPU-" + index);
  }

  public void repairDevices(String node) {
    gpus.setUnhealthy(node, "");
  }

  @Override
  public void stopApiServer() {
    docker.exec(controlPlane(), "mv", MANIFESTS + API_SERVER, "/etc/kubernetes/" + API_SERVER);
    await("the API server to end", () -> !apiServerRuns());
  }

  @Override
  public void killApiServer() {
    stopApiServer();
  }

  @Override
  public void startApiServer() {
    docker.exec(controlPlane(), "mv", "/etc/kubernetes/" + API_SERVER, MANIFESTS + API_SERVER);
    await("the API server to answer", this::answers);
  }

  /** Cuts the control plane's line: packets go nowhere, as when a digger found the fibre. */
  @Override
  public void pauseApiServer() {
    docker.cut(controlPlane());
  }

  @Override
  public void resumeApiServer() {
    docker.join(controlPlane());
    relay();
  }

  void end() {
    admin.close();
    docker.deleteCluster(kindName, adminKubeconfigFile());
  }

  private String controlPlane() {
    return kindName + "-control-plane";
  }

  private boolean apiServerRuns() {
    return !docker
        .exec(controlPlane(), "sh", "-c", "pidof kube-apiserver || true")
        .strip()
        .isEmpty();
  }

  private boolean answers() {
    try {
      return admin.namespaces().withName("kube-system").get() != null;
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  private void relay() {
    await("the API server to answer", this::answers);
    if (ownNetwork) {
      network.lay();
    }
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Kind cluster '%s' waited %d s for %s".formatted(name, PATIENCE.toSeconds(), what));
      }
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
  }
}
