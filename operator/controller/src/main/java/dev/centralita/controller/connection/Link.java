package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One client to one API server, with the few requests that the supervision makes itself. */
final class Link implements AutoCloseable {

  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final KubernetesClient client;
  private final boolean owned;

  /**
   * @param owned the client belongs to this link and is closed with it; the hub's own does not
   */
  Link(KubernetesClient client, boolean owned) {
    this.client = client;
    this.owned = owned;
  }

  KubernetesClient client() {
    return client;
  }

  /**
   * The UID of {@code kube-system}: proves contact, credential and identity in one small consistent
   * read.
   */
  String clusterUid(Duration limit) throws TimeoutException, InterruptedException {
    var metadata =
        get(uri("api/v1/namespaces/kube-system", Map.of()), Namespace.class, limit).getMetadata();
    var uid = metadata == null ? null : metadata.getUid();
    if (uid == null || !UID.matcher(uid).matches()) {
      throw new BadAnswer(0, "no UID in the kube-system namespace");
    }
    return uid;
  }

  /**
   * One page of a list, read consistently (no resourceVersion): a cached one may be older than what
   * was seen.
   */
  <T extends HasMetadata> KubernetesResourceList<T> page(
      ObjectKind<T> kind, int size, @Nullable String next, Duration limit)
      throws TimeoutException, InterruptedException {
    var query = query(kind);
    query.put("limit", Integer.toString(size));
    if (next != null) {
      query.put("continue", next);
    }
    return get(uri(kind.path(), query), kind.listType(), limit);
  }

  /** A watch that the API server ends by itself after the lifetime. */
  HttpRequest watchRequest(ObjectKind<?> kind, String resourceVersion, Duration lifetime) {
    var query = query(kind);
    query.put("watch", "true");
    query.put("allowWatchBookmarks", "true");
    query.put("resourceVersion", resourceVersion);
    query.put("timeoutSeconds", Long.toString(lifetime.toSeconds()));
    return http().newHttpRequestBuilder().uri(uri(kind.path(), query)).forStreaming().build();
  }

  HttpClient http() {
    return client.getHttpClient();
  }

  /** What a GET of a path under the server's address answers, whole. */
  byte[] bytes(String path, Map<String, String> query, Duration limit)
      throws TimeoutException, InterruptedException {
    return get(uri(path, query), limit);
  }

  private <A> A get(String uri, Class<A> type, Duration limit)
      throws TimeoutException, InterruptedException {
    var answer =
        client
            .getKubernetesSerialization()
            .unmarshal(new ByteArrayInputStream(get(uri, limit)), type);
    if (answer == null) {
      throw new BadAnswer(0, "an empty answer");
    }
    return answer;
  }

  private byte[] get(String uri, Duration limit) throws TimeoutException, InterruptedException {
    var request =
        http()
            .newHttpRequestBuilder()
            .uri(uri)
            .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    var call = http().sendAsync(request, byte[].class);
    try {
      var response = call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!response.isSuccessful()) {
        throw new BadAnswer(response.code(), status(response.body()));
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      call.cancel(true);
    }
  }

  /** The reason in the API server's Status, if it is one. */
  private String status(byte @Nullable [] body) {
    try {
      var text = new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8);
      var status = client.getKubernetesSerialization().unmarshal(text, Status.class);
      return status == null || status.getMessage() == null ? "" : status.getMessage();
    } catch (RuntimeException e) {
      return "";
    }
  }

  private static Map<String, String> query(ObjectKind<?> kind) {
    var query = new LinkedHashMap<String, String>();
    if (!kind.selector().isEmpty()) {
      query.put("labelSelector", kind.selector());
    }
    return query;
  }

  private String uri(String path, Map<String, String> query) {
    var master = client.getMasterUrl().toString();
    var parameters =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return (master.endsWith("/") ? master : master + "/")
        + path
        + (parameters.isEmpty() ? "" : "?" + parameters);
  }

  @Override
  public void close() {
    if (owned) {
      client.close();
    }
  }
}
