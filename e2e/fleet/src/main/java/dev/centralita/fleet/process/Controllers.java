package dev.centralita.fleet.process;

import dev.centralita.fleet.provider.Kubeconfig;
import dev.centralita.fleet.provider.Tools;
import dev.centralita.fleet.provider.Tools.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Controller manager, scheduler and the machines (KWOK) of one cluster. They serve nothing
 * themselves and elect no leader, which keeps an idle cluster quiet.
 */
final class Controllers {
  /** A node whose machine is silent for so long becomes NotReady. */
  private static final String NODE_GRACE = "--node-monitor-grace-period=20s";

  /** Renewed four times as often; two renewals may be missed within the grace. */
  private static final String LEASE_SECONDS = "--node-lease-duration-seconds=32";

  private Controllers() {}

  static List<ManagedProcess> start(
      Ground ground, String cluster, Path home, ApiServer server, Credentials credentials) {
    Path manager = write(home, "controller-manager", server, credentials.controllerManager());
    Path scheduler = write(home, "scheduler", server, credentials.scheduler());
    Path machines = write(home, "machines", server, credentials.machines());
    ProcessGroup group = ground.group();
    Tools tools = ground.tools();
    return List.of(
        group.start(cluster + "-kube-controller-manager", manager(tools, home, manager), Map.of()),
        group.start(cluster + "-kube-scheduler", scheduler(tools, scheduler), Map.of()),
        group.start(cluster + "-kwok", machines(tools, home, machines), Map.of()));
  }

  private static List<String> manager(Tools tools, Path home, Path kubeconfig) {
    return List.of(
        tools.path(Tool.KUBE_CONTROLLER_MANAGER),
        "--kubeconfig=" + kubeconfig,
        "--leader-elect=false",
        "--secure-port=0",
        "--profiling=false",
        "--use-service-account-credentials=true",
        "--service-account-private-key-file=" + home.resolve("service-account.key"),
        "--root-ca-file=" + home.resolve("ca.crt"),
        "--node-monitor-period=2s",
        NODE_GRACE,
        "--kube-api-qps=200",
        "--kube-api-burst=400",
        // No volumes, routes, certificates or services here to look after.
        "--controllers=*,-node-ipam-controller,-node-route-controller,-service-lb-controller,"
            + "-cloud-node-lifecycle-controller,-certificatesigningrequest-approving-controller,"
            + "-certificatesigningrequest-cleaner-controller,"
            + "-certificatesigningrequest-signing-controller,"
            + "-persistentvolume-attach-detach-controller,-persistentvolume-expander-controller,"
            + "-persistentvolume-binder-controller,-ephemeral-volume-controller,"
            + "-horizontal-pod-autoscaler-controller,-replicationcontroller-controller");
  }

  private static List<String> scheduler(Tools tools, Path kubeconfig) {
    return List.of(
        tools.path(Tool.KUBE_SCHEDULER),
        "--kubeconfig=" + kubeconfig,
        "--leader-elect=false",
        "--secure-port=0",
        "--profiling=false");
  }

  private static List<String> machines(Tools tools, Path home, Path kubeconfig) {
    return List.of(
        tools.path(Tool.KWOK),
        "--kubeconfig=" + kubeconfig,
        "--config=" + home.resolve("stages.yaml"),
        "--manage-nodes-with-label-selector=" + Machines.ALIVE,
        LEASE_SECONDS);
  }

  private static Path write(Path home, String user, ApiServer server, String token) {
    Path file = home.resolve(user + ".kubeconfig");
    String ca = home.resolve("ca.crt").toString();
    try {
      Files.writeString(
          file, Kubeconfig.of(user, server.url(), Files.readString(Path.of(ca)), token));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
