package dev.centralita.fleet.process;

import dev.centralita.fleet.ClusterSpec.Parts;
import dev.centralita.fleet.provider.Tools;
import dev.centralita.fleet.provider.Tools.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One kube-apiserver; its address is fixed by the first start that succeeds. */
final class ApiServer {
  private static final int PORT_TRIES = 5;
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration STOP_GRACE = Duration.ofSeconds(15);

  private final ProcessGroup group;
  private final Tools tools;
  private final String name;
  private final Path home;
  private final Parts parts;
  private final String etcdUrl;
  private final Credentials credentials;
  private int port;
  private ManagedProcess process;

  private ApiServer(Ground ground, String name, Parts parts, Path home, Credentials credentials) {
    this.group = ground.group();
    this.tools = ground.tools();
    this.etcdUrl = ground.etcd().url();
    this.name = name;
    this.parts = parts;
    this.home = home;
    this.credentials = credentials;
    this.port = ground.ports().next();
    this.process = launch();
  }

  /** Starts in {@code home}, where {@link ClusterFiles} has laid out its files; not yet ready. */
  static ApiServer start(
      Ground ground, String name, Parts parts, Path home, Credentials credentials) {
    ApiServer server = new ApiServer(ground, name, parts, home, credentials);
    for (int i = 1; !server.awaitReady(); i++) {
      boolean portTaken = !server.process.isAlive() && !Ports.isFree(server.port);
      if (!portTaken || i == PORT_TRIES) {
        server.process.requireAlive();
        throw new IllegalStateException(
            "kube-apiserver of " + name + " is not ready:\n" + server.process.tail());
      }
      server.port = ground.ports().next();
      server.process = server.launch();
    }
    return server;
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  Path auditLog() {
    return home.resolve("audit.log");
  }

  void stop() {
    process.stop(STOP_GRACE);
  }

  void kill() {
    process.kill();
  }

  void pause() {
    process.pause();
  }

  void resume() {
    process.resume();
  }

  /** Starts again at the same address. */
  void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException("the API server of '" + name + "' is running already");
    }
    process = launch();
    if (!awaitReady()) {
      process.requireAlive();
      throw new IllegalStateException(
          "kube-apiserver of " + name + " is not ready again:\n" + process.tail());
    }
  }

  private ManagedProcess launch() {
    // Rarer garbage collection saves a quarter of the start's CPU time for 60 MiB more.
    return group.start(name + "-kube-apiserver", command(), Map.of("GOGC", "250"));
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.path(Tool.KUBE_APISERVER),
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--etcd-servers=" + etcdUrl,
                "--etcd-prefix=/" + home.getFileName(),
                "--tls-cert-file=" + home.resolve("server.crt"),
                "--tls-private-key-file=" + home.resolve("server.key"),
                "--service-account-key-file=" + home.resolve("service-account.pub"),
                "--service-account-signing-key-file=" + home.resolve("service-account.key"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--token-auth-file=" + home.resolve("tokens.csv"),
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--service-cluster-ip-range=10.96.0.0/16",
                "--audit-policy-file=" + home.resolve("audit-policy.yaml"),
                "--audit-log-path=" + auditLog(),
                // There is no machine network here that pods could reach the API server by.
                "--endpoint-reconciler-type=none",
                // Idle servers poll etcd for metrics that nobody reads.
                "--etcd-count-metric-poll-period=0",
                "--etcd-db-metric-poll-interval=0",
                "--etcd-compaction-interval=0",
                "--profiling=false",
                // Watches end with the server, not minutes later.
                "--shutdown-watch-termination-grace-period=0s"));
    if (parts == Parts.API_ONLY) {
      // Without controllers no ServiceAccount is ever made, and no pod could be created.
      command.add("--disable-admission-plugins=ServiceAccount");
    }
    return command;
  }

  /** False when the process ended first or the time is over. */
  private boolean awaitReady() {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(credentials.authority().trust()).build()) {
      HttpRequest ready =
          HttpRequest.newBuilder(URI.create(url() + "/readyz"))
              .header("Authorization", "Bearer " + credentials.admin())
              .timeout(Duration.ofSeconds(5))
              .build();
      while (process.isAlive() && System.nanoTime() < deadline) {
        // A look at the port costs microseconds, a failed HTTPS request a millisecond of CPU.
        if (Ports.isAnswered(port) && isReady(http, ready)) {
          return true;
        }
        Thread.sleep(150);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean isReady(HttpClient http, HttpRequest ready) throws InterruptedException {
    try {
      return http.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
