package dev.centralita.fleet.process;

import dev.centralita.fleet.provider.Tools;
import dev.centralita.fleet.provider.Tools.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The one etcd below all API servers, each of which keeps to a prefix of its own. It does not flush
 * to disk: the data die with the fleet anyway.
 */
final class Etcd {
  private static final int PORT_TRIES = 5;
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final String url;

  private Etcd(String url) {
    this.url = url;
  }

  static Etcd start(ProcessGroup group, Tools tools, Ports ports) {
    for (int i = 1; ; i++) {
      int client = ports.next();
      String url = "http://127.0.0.1:" + client;
      List<String> command = command(group, tools, url, "http://127.0.0.1:" + ports.next());
      ManagedProcess process = group.start("etcd", command, Map.of());
      if (awaitHealthy(process, url)) {
        return new Etcd(url);
      }
      if (i == PORT_TRIES) {
        throw new IllegalStateException("etcd does not start:\n" + process.tail());
      }
    }
  }

  String url() {
    return url;
  }

  private static List<String> command(ProcessGroup group, Tools tools, String url, String peer) {
    return List.of(
        tools.path(Tool.ETCD),
        "--data-dir=" + group.directory().resolve("etcd"),
        "--listen-client-urls=" + url,
        "--advertise-client-urls=" + url,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync",
        "--auto-compaction-mode=periodic",
        "--auto-compaction-retention=5m",
        "--quota-backend-bytes=4294967296",
        "--log-level=warn");
  }

  /** False when the process ended first, as it does when someone else took the port. */
  private static boolean awaitHealthy(ManagedProcess process, String url) {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(url + "/health"))
              .timeout(Duration.ofSeconds(2))
              .build();
      while (process.isAlive() && System.nanoTime() < deadline) {
        if (isHealthy(http, health)) {
          return true;
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.kill();
    return false;
  }

  private static boolean isHealthy(HttpClient http, HttpRequest health)
      throws InterruptedException {
    try {
      return http.send(health, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
