package dev.centralita.fleet.provider;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/** Makes clients that share their threads, for there may be dozens of clusters. */
public final class AdminClient {
  private static final Vertx SHARED =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(2)
              .setWorkerPoolSize(4)
              .setUseDaemonThread(true)
              // A machine that starts many control planes at once is slow, and that is expected.
              .setBlockedThreadCheckInterval(1)
              .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));

  private AdminClient() {}

  /** Loads some thousand classes, best done while the API servers start. */
  public static void warmUp(String caPem) {
    of(Kubeconfig.of("none", "https://127.0.0.1:1", caPem, "none")).close();
    Serialization.asJson(new NodeBuilder().withNewMetadata().endMetadata().build());
  }

  public static KubernetesClient of(String kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.fromKubeconfig(kubeconfig)).withRequestTimeout(60_000).build())
        .withHttpClientFactory(new VertxHttpClientFactory(SHARED))
        .build();
  }
}
