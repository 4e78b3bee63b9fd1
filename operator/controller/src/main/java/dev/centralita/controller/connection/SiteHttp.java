package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteCredential.Token;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.TlsVersion;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A Fabric8 client for one site whose HTTP side is ours: Fabric8's own set-up follows redirects,
 * retries writes, uses proxies from the environment and, on a 401, re-reads the hub's own token.
 * The credential never enters its Config.
 */
final class SiteHttp extends JdkHttpClientFactory {

  private static final String USER_AGENT = "centralita";

  /** What a Service behind the API server may answer. */
  private static final int MOST_PROXIED = 1 << 20;

  private final SiteCredential credential;
  private final ConnectionSettings settings;
  private final ExecutorService executor;
  private final CapturingBuilder jdk = new CapturingBuilder(java.net.http.HttpClient.newBuilder());

  private SiteHttp(
      SiteCredential credential, ConnectionSettings settings, ExecutorService executor) {
    this.credential = credential;
    this.settings = settings;
    this.executor = executor;
  }

  static KubernetesClient client(
      SiteCredential credential,
      ConnectionSettings settings,
      ExecutorService executor,
      KubernetesSerialization serialization) {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(credential.server().toString())
            .withRequestTimeout(millis(settings.callTimeout()))
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectLimit(0)
            .withOnlyHttpWatches(true)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new SiteHttp(credential, settings, executor))
        .withTaskExecutor(executor)
        .withKubernetesSerialization(serialization)
        .build();
  }

  @Override
  public HttpClient.Builder newBuilder(Config config) {
    HttpClient.Builder builder = newBuilder();
    try {
      builder.sslContext(SiteTls.keys(credential), SiteTls.trust(credential));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot use the site's certificates", e);
    }
    // HTTP/1.1: a request that is given up takes its connection with it, so a dead one is not used
    // again.
    builder
        .connectTimeout(millis(settings.connectTimeout()), TimeUnit.MILLISECONDS)
        .proxyType(HttpClient.ProxyType.DIRECT)
        .preferHttp11()
        .tlsVersions(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2)
        .addOrReplaceInterceptor("site", new Guard());
    builder.tag(config.getRequestConfig());
    return builder;
  }

  @Override
  protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
    return jdk.executor(executor);
  }

  @Override
  protected void closeHttpClient(JdkHttpClientImpl client) {
    // Ends its selector thread and every connection now, rather than when it is garbage collected.
    jdk.built().forEach(java.net.http.HttpClient::shutdownNow);
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** Adds the credential, and bounds every answer. */
  private final class Guard implements Interceptor {

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      builder.setHeader("User-Agent", USER_AGENT);
      if (credential.identity() instanceof Token token) {
        builder.setHeader("Authorization", "Bearer " + token.value());
      }
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
        AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
      var query = request.uri().getRawQuery();
      if (query != null && query.contains("watch=true")) {
        return consumer; // a watch has no end; EventLines bounds each of its events
      }
      int limit =
          request.uri().getPath().contains("/proxy/") ? MOST_PROXIED : settings.pageLimitBytes();
      long[] seen = {0};
      return (buffers, body) -> {
        for (var buffer : buffers) {
          seen[0] += buffer.remaining();
        }
        if (seen[0] > limit) {
          throw new IOException("an answer of more than " + limit + " bytes");
        }
        consumer.consume(buffers, body);
      };
    }
  }
}
