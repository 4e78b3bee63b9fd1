package dev.centralita.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus for tests, as far as anybody here asks one: instant queries over samples that a test
 * sets, answered as the HTTP API of Prometheus answers them. It stands behind a Service of a site,
 * so what reaches it has gone through the site's API server.
 */
public final class FakePrometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A bare metric, or the most of it by some labels, with an upper bound. */
  private static final Pattern QUERY =
      Pattern.compile(
          "(?:max by \\((?<by>[\\w, ]+)\\) \\()?(?<metric>\\w+)(?: < (?<below>[0-9.]+))?\\)?");

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer odd;

  /** Writes an answer that no Prometheus would give. */
  public interface Answer {
    void write(HttpExchange exchange) throws IOException;
  }

  /** One series with its newest value, as Prometheus writes numbers. */
  public record Sample(String metric, Map<String, String> labels, String value) {}

  private FakePrometheus(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/api/v1/query", this::answer);
    server.start();
  }

  /** Starts on an address of this machine that API servers will proxy to, so not on loopback. */
  public static FakePrometheus start() {
    try {
      return new FakePrometheus(HttpServer.create(new InetSocketAddress(address(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("no address for a Prometheus", e);
    }
  }

  /** Whether this machine has such an address. */
  public static boolean isPossible() {
    try {
      address();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress address() throws IOException {
    for (var network : NetworkInterface.networkInterfaces().toList()) {
      if (network.isUp() && !network.isLoopback()) {
        for (var address : network.inetAddresses().toList()) {
          if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
            return address;
          }
        }
      }
    }
    throw new IOException("this machine has no IPv4 address but loopback");
  }

  /** Forgets all samples, and takes these. */
  public void set(Sample... now) {
    samples.clear();
    samples.addAll(List.of(now));
  }

  /** The draw of one GPU, as dcgm-exporter reports it. */
  public static Sample power(String uuid, String watts, String... more) {
    var labels = new TreeMap<String, String>();
    labels.put("UUID", uuid);
    labels.put("modelName", "NVIDIA L4");
    for (int i = 0; i + 1 < more.length; i += 2) {
      labels.put(more[i], more[i + 1]);
    }
    return new Sample("DCGM_FI_DEV_POWER_USAGE", labels, watts);
  }

  /** Answers like this from now on; null is honest again. */
  public void answer(@Nullable Answer instead) {
    odd = instead;
  }

  /** The queries so far. */
  public List<String> asked() {
    return asked;
  }

  /**
   * Puts a Service of that name, on port 9090, before it. An API server proxies only to what a pod
   * claims as its address, so there is one, which no scheduler takes.
   */
  public void serveAt(KubernetesClient site, String namespace, String name) {
    var address = server.getAddress();
    var ip = address.getAddress().getHostAddress();
    site.resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    site.resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withName("web")
                .withPort(9090)
                .withNewTargetPort(address.getPort())
                .endPort()
                .endSpec()
                .build())
        .serverSideApply();
    var pod = pod(site, namespace, name, ip);
    site.resource(
            new EndpointsBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addNewSubset()
                .addNewAddress()
                .withIp(ip)
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .endAddress()
                .addNewPort()
                .withName("web")
                .withPort(address.getPort())
                .endPort()
                .endSubset()
                .build())
        .serverSideApply();
  }

  private static Pod pod(KubernetesClient site, String namespace, String name, String ip) {
    site.resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .serverSideApply();
    var pod =
        site.resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName(name + "-0")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withNewSpec()
                    .withSchedulerName("nobody")
                    .addNewContainer()
                    .withName("prometheus")
                    .withImage("prom/prometheus")
                    .endContainer()
                    .endSpec()
                    .build())
            .serverSideApply();
    site.resource(pod)
        .editStatus(p ->
            new PodBuilder(p)
                .editOrNewStatus()
                .withPodIP(ip)
                .withPodIPs(new PodIPBuilder().withIp(ip).build())
                .endStatus()
                .build());
    return pod;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var query = query(exchange.getRequestURI().getRawQuery());
      asked.add(query);
      var instead = odd;
      if (instead != null) {
        instead.write(exchange);
      } else {
        send(exchange, query);
      }
    }
  }

  private void send(HttpExchange exchange, String query) throws IOException {
    var matcher = QUERY.matcher(query);
    if (!matcher.matches()) {
      write(
          exchange,
          400,
          Map.of("status", "error", "errorType", "bad_data", "error", "cannot parse: " + query));
      return;
    }
    var data =
        Map.of(
            "resultType",
            "vector",
            "result",
            rows(matcher.group("metric"), matcher.group("by"), matcher.group("below")));
    write(exchange, 200, Map.of("status", "success", "data", data));
  }

  private List<Map<String, Object>> rows(
      String metric, @Nullable String by, @Nullable String below) {
    var most = new TreeMap<String, Sample>();
    for (var sample : samples) {
      boolean counts =
          sample.metric.equals(metric)
              && (below == null || Double.parseDouble(sample.value) < Double.parseDouble(below));
      if (counts) {
        var labels = by == null ? sample.labels : only(sample.labels, by);
        most.merge(
            labels.toString(),
            new Sample(metric, labels, sample.value),
            (a, b) -> Double.parseDouble(a.value) >= Double.parseDouble(b.value) ? a : b);
      }
    }
    var rows = new ArrayList<Map<String, Object>>();
    double now = System.currentTimeMillis() / 1000.0;
    most.values()
        .forEach(s -> rows.add(Map.of("metric", s.labels, "value", List.of(now, s.value))));
    return rows;
  }

  private static Map<String, String> only(Map<String, String> labels, String by) {
    var kept = new TreeMap<String, String>();
    for (var name : by.split(", *", -1)) {
      if (labels.containsKey(name)) {
        kept.put(name, Objects.requireNonNull(labels.get(name)));
      }
    }
    return kept;
  }

  private static String query(@Nullable String raw) {
    for (var part : Objects.requireNonNullElse(raw, "").split("&", -1)) {
      if (part.startsWith("query=")) {
        return URLDecoder.decode(part.substring("query=".length()), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static void write(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
