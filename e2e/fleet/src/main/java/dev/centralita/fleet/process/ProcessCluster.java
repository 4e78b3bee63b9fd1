package dev.centralita.fleet.process;

import dev.centralita.fleet.AuditLog;
import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ClusterSpec.Parts;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.provider.AdminClient;
import dev.centralita.fleet.provider.Kubeconfig;
import dev.centralita.fleet.provider.ServiceAccounts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One control plane of processes. */
final class ProcessCluster implements Cluster {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final Path home;
  private final Credentials credentials;
  private final ApiServer server;
  private final KubernetesClient admin;
  private final ServiceAccounts accounts;
  private final Machines machines;
  private final List<ManagedProcess> controllers = new ArrayList<>();

  private ProcessCluster(Ground ground, ClusterSpec spec, Path home) {
    this.name = spec.name();
    this.home = home;
    this.credentials = Credentials.create(name);
    ClusterFiles.write(home, credentials);
    this.server = ApiServer.start(ground, name, spec.parts(), home, credentials);
    if (spec.parts() == Parts.FULL) {
      controllers.addAll(Controllers.start(ground, name, home, server, credentials));
    }
    writeAdminKubeconfig();
    this.admin = AdminClient.of(adminKubeconfig());
    this.accounts = new ServiceAccounts(admin, this::kubeconfig);
    this.machines = new Machines(name, admin);
  }

  /** Returns when pods can be created, and scheduled to the nodes the spec asks for. */
  static ProcessCluster start(Ground ground, ClusterSpec spec, Path home) {
    ProcessCluster cluster = new ProcessCluster(ground, spec, home);
    if (spec.parts() == Parts.FULL) {
      List<String> nodes = new ArrayList<>();
      spec.nodes().forEach(pool -> nodes.addAll(cluster.machines.create(pool)));
      cluster.await("its default ServiceAccount", cluster::hasDefaultServiceAccount);
      cluster.await("its nodes to be Ready", () -> cluster.machines.areReady(nodes));
    }
    return cluster;
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
    return kubeconfig(credentials.admin());
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
    return new AuditLog(server.auditLog());
  }

  @Override
  public List<String> addNodes(NodePool pool) {
    List<String> nodes = machines.create(pool);
    await("nodes " + nodes + " to be Ready", () -> machines.areReady(nodes));
    return nodes;
  }

  @Override
  public void removeNode(String node) {
    machines.delete(node);
  }

  @Override
  public void loseNode(String node) {
    machines.silence(node);
  }

  @Override
  public void recoverNode(String node) {
    machines.revive(node);
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
    server.startAgain();
  }

  @Override
  public void pauseApiServer() {
    server.pause();
  }

  @Override
  public void resumeApiServer() {
    server.resume();
  }

  /** Kills all of the cluster's processes. */
  void end() {
    admin.close();
    controllers.forEach(ManagedProcess::kill);
    server.kill();
  }

  private boolean hasDefaultServiceAccount() {
    return admin.serviceAccounts().inNamespace("default").withName("default").get() != null;
  }

  private String kubeconfig(String token) {
    return Kubeconfig.of(name, server.url(), credentials.authority().pem(), token);
  }

  private void writeAdminKubeconfig() {
    try {
      Files.writeString(adminKubeconfigFile(), adminKubeconfig());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      controllers.forEach(ManagedProcess::requireAlive);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "cluster '"
                + name
                + "' waited "
                + PATIENCE.toSeconds()
                + " s for "
                + what
                + ".\nMaybe the logs in "
                + home.getParent()
                + " say why.");
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cluster starts", e);
    }
  }
}
