package dev.centralita.fleet.kind;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.AuditLog;
import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.provider.AdminClient;
import dev.centralita.fleet.provider.AuditPolicy;
import dev.centralita.fleet.provider.Kubeconfig;
import dev.centralita.fleet.provider.ServiceAccounts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Kind cluster: its nodes are containers of the Docker engine, with real kubelets. */
public final class KindCluster implements Cluster {
  /** What the nodes need of our own; the node image built without a registry holds them. */
  private static final List<String> IMAGES =
      List.of(GpuPlugin.IMAGE, "centralita/workload:local", "centralita/workload:other");

  private final String name;
  private final Path home;
  private final Docker docker;
  private final KubernetesClient admin;
  private final String serviceSubnet;
  private final ServiceAccounts accounts;
  private final KindMachines machines;
  private final KindApiServer server;

  private KindCluster(Docker docker, String name, KindConfig config) {
    this.name = name;
    this.home = config.home();
    this.docker = docker;
    this.serviceSubnet = config.serviceSubnet();
    this.admin = AdminClient.of(adminKubeconfig());
    this.accounts = new ServiceAccounts(admin, this::kubeconfig);
    this.machines = new KindMachines(docker, name, admin, config.podSubnet());
    this.server = new KindApiServer(docker, name, controlPlane(), admin);
  }

  static KindCluster start(Docker docker, KindReaper reaper, ClusterSpec spec, int ordinal) {
    Path home = reaper.directory().resolve(spec.name() + "." + ordinal);
    int workers = KindConfig.workersOf(spec);
    var config = new KindConfig(ordinal, workers, docker.ownPodNetwork(), home);
    try {
      Files.createDirectories(home.resolve("audit"));
      AuditPolicy.copyTo(home);
      Files.writeString(home.resolve("kind.yaml"), config.yaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String kindName = kindName(spec.name());
    reaper.adopt(kindName);
    docker.createCluster(kindName, home.resolve("kind.yaml"), home.resolve("admin.kubeconfig"));
    var cluster = new KindCluster(docker, spec.name(), config);
    cluster.furnish(spec);
    return cluster;
  }

  private void furnish(ClusterSpec spec) {
    machines.connect();
    if (docker.ownPodNetwork()) {
      // It began before its node had an address range, and one is enough here.
      var dns = admin.apps().deployments().inNamespace("kube-system").withName("coredns");
      dns.scale(0);
      dns.scale(1);
    } else {
      IMAGES.forEach(image -> docker.load(kindName(name), image));
    }
    machines.equip(spec);
  }

  /** Makes an image in a Docker archive known to all nodes. */
  public void loadArchive(Path archive) {
    docker.loadArchive(kindName(name), archive);
  }

  /** Returns when NetworkPolicies are in force; kind's own network sees to them by itself. */
  public void enforceNetworkPolicies() {
    if (!docker.ownPodNetwork()) {
      return;
    }
    Template.apply(admin, "networkpolicies.yaml", "services", serviceSubnet);
    var router = admin.apps().daemonSets().inNamespace("kube-system").withName("kube-router");
    Patience.await(
        name,
        "NetworkPolicies to be in force",
        () -> {
          var status = router.get().getStatus();
          return status.getNumberReady() > 0
              && status.getNumberReady().equals(status.getDesiredNumberScheduled());
        });
  }

  /** What a shell command on the machine of the control plane prints. */
  public String onControlPlane(String command) {
    return docker.exec(controlPlane(), "sh", "-c", command);
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
  public String operatorKubeconfig() {
    return accounts.kubeconfigOfTheHub();
  }

  @Override
  public String kubeconfigOf(String namespace, String serviceAccount) {
    return accounts.kubeconfigOf(namespace, serviceAccount);
  }

  @Override
  public AuditLog auditLog() {
    return new AuditLog(home.resolve("audit").resolve("audit.log"));
  }

  @Override
  public List<String> addNodes(NodePool pool) {
    throw new UnsupportedOperationException(Ability.NEW_NODES.lack());
  }

  @Override
  public void removeNode(String node) {
    machines.remove(node);
  }

  @Override
  public void loseNode(String node) {
    machines.stop(node);
  }

  @Override
  public void recoverNode(String node) {
    machines.start(node);
  }

  @Override
  public void failGpu(String node) {
    machines.failGpu(node);
  }

  @Override
  public void repairGpus(String node) {
    machines.repairGpus(node);
  }

  @Override
  public void stopApiServer() {
    server.stop();
  }

  @Override
  public void killApiServer() {
    server.kill();
  }

  @Override
  public void startApiServer() {
    server.start();
  }

  /** Cuts the control plane's line: packets go nowhere, as when a digger found the fibre. */
  @Override
  public void pauseApiServer() {
    server.cut();
  }

  @Override
  public void resumeApiServer() {
    server.join();
    machines.connect();
  }

  void end() {
    admin.close();
    docker.deleteCluster(kindName(name), adminKubeconfigFile());
  }

  /** With the address at which pods of other clusters reach it, over the Docker network. */
  private String kubeconfig(String token) {
    String ca = docker.exec(controlPlane(), "cat", "/etc/kubernetes/pki/ca.crt");
    return Kubeconfig.of(name, "https://" + controlPlane() + ":6443", ca, token);
  }

  private String controlPlane() {
    return kindName(name) + "-control-plane";
  }

  private static String kindName(String name) {
    return "centralita-" + name;
  }
}
