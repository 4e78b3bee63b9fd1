package dev.centralita.controller.connection;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An API server that answers what a test tells it to. By default it is an honest, empty cluster:
 * {@code kube-system}, four empty lists, and watches that stay open and carry what is pushed.
 */
final class HostileServer implements AutoCloseable {

  /** Writes one answer, however wrong. */
  interface Answer {
    void write(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private static final Map<String, String> LISTS =
      Map.of(
          "/api/v1/nodes", "NodeList",
          "/api/v1/pods", "PodList",
          "/apis/apps/v1/deployments", "DeploymentList",
          "/apis/batch/v1/jobs", "JobList");

  private final TestCertificates certificates;
  private final HttpsServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<byte[]>> pushed = new ConcurrentHashMap<>();
  private final Map<String, Integer> watches = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private volatile String clusterUid = "11111111-1111-1111-1111-111111111111";

  HostileServer() {
    this(0);
  }

  HostileServer(int port) {
    try {
      certificates = TestCertificates.of("EC", 1);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls(certificates)));
      server.setExecutor(executor);
      server.createContext("/", this::handle);
      server.start();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  void clusterUid(String uid) {
    clusterUid = uid;
  }

  /** From now on this path, or with {@code watch:} before it a watch of it, is answered so. */
  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  void answerHonestly(String path) {
    answers.remove(path);
  }

  /** Sends these bytes over the watch of this path that is open, or the next one. */
  void push(String path, byte[] bytes) {
    queue(path).add(bytes);
  }

  void push(String path, String line) {
    push(path, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Method, path and query of all requests so far. */
  List<String> requests() {
    return requests;
  }

  long requests(String part) {
    return requests.stream().filter(request -> request.contains(part)).count();
  }

  List<String> credentials() {
    return credentials;
  }

  String kubeconfig(String token) {
    return kubeconfig(port(), certificates, token);
  }

  static String kubeconfig(int port, TestCertificates certificates, String token) {
    return """
    apiVersion: v1
    kind: Config
    current-context: site
    clusters:
    - name: site
      cluster:
        server: https://127.0.0.1:%d
        certificate-authority-data: %s
    users:
    - name: hub
      user:
        token: %s
    contexts:
    - name: site
      context: {cluster: site, user: hub}
    """
        .formatted(port, certificates.certificateData(), token);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static String list(String kind, String more, String... items) {
    return """
    {"apiVersion":"v1","kind":"%s","metadata":{"resourceVersion":"100"%s},"items":[%s]}\
    """
        .formatted(kind, more, String.join(",", items));
  }

  static String node(String name, String resourceVersion, String labels) {
    return """
    {"apiVersion":"v1","kind":"Node","metadata":{"name":"%s","uid":"uid-%s","resourceVersion":"%s","labels":%s}}\
    """
        .formatted(name, name, resourceVersion, labels);
  }

  static String event(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var query = String.valueOf(exchange.getRequestURI().getQuery());
      requests.add(exchange.getRequestMethod() + " " + path + "?" + query);
      credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      boolean watch = query.contains("watch=true");
      var told = answers.get(watch ? "watch:" + path : path);
      var answer = told == null ? answers.get("*") : told;
      if (answer != null) {
        answer.write(exchange);
      } else if (watch) {
        watch(exchange, path);
      } else if (path.endsWith("/namespaces/kube-system")) {
        send(
            exchange,
            200,
            """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system","uid":"%s"}}\
            """
                .formatted(clusterUid));
      } else if (LISTS.containsKey(path)) {
        send(exchange, 200, list(LISTS.get(path), ""));
      } else {
        send(exchange, 404, "{}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(HttpExchange exchange, String path) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    int mine = watches.merge(path, 1, Integer::sum);
    // Only the newest watch of a path speaks: an abandoned one must not swallow what is pushed.
    while (Integer.valueOf(mine).equals(watches.get(path))) {
      var bytes = queue(path).poll(20, TimeUnit.MILLISECONDS);
      if (bytes != null) {
        out.write(bytes);
        out.flush();
      }
    }
  }

  private BlockingQueue<byte[]> queue(String path) {
    return pushed.computeIfAbsent(path, key -> new LinkedBlockingQueue<>());
  }

  static SSLContext tls(TestCertificates certificates) throws GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificates.store(), certificates.password());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
