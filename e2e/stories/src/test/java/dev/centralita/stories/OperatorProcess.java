package dev.centralita.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged operator as a process of this machine, as it runs in its container. */
final class OperatorProcess implements Operator {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path jar;
  private final Path kubeconfig;
  private final Path log;
  private final int port;
  private final Map<String, String> settings;
  private @Nullable Process process;

  OperatorProcess(Path root, Path kubeconfig, Path log, Map<String, String> settings) {
    this.jar = root.resolve("operator/controller/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar + " is missing.\nMaybe build it first: mvn -pl operator/controller -am package");
    }
    this.kubeconfig = kubeconfig;
    this.log = log;
    this.port = freePort();
    this.settings = settings;
  }

  @Override
  public void start() {
    start(Map.of());
  }

  /** With other settings until it ends. */
  void start(Map<String, String> more) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar.toString());
    builder.environment().keySet().removeIf(key -> key.startsWith("KUBERNETES_"));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("CENTRALITA_ALLOW_LOOPBACK_SITES", "true");
    builder.environment().putAll(settings);
    builder.environment().putAll(more);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
  }

  @Override
  public void kill() {
    running().destroyForcibly();
    awaitEnd();
  }

  @Override
  public void stop() {
    running().destroy();
    awaitEnd();
  }

  @Override
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public Path log() {
    return log;
  }

  String get(String path) {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the operator", e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private Process running() {
    return Objects.requireNonNull(process, "the operator was not started");
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the operator is not ready; its log is " + log);
      }
      pause();
    }
  }

  private boolean isReady() {
    try {
      return get("/q/health/ready").contains("\"status\": \"UP\"");
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private void awaitEnd() {
    try {
      if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the operator does not end; its log is " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the operator ends", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the operator starts", e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
