package dev.centralita.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clusters that come, go, fall silent and return. */
class ControlPlanesIT {
  @RegisterExtension
  static final ControlPlanesExtension planes = ControlPlanesExtension.shared(Layouts.THREE_SITES);

  @Test
  void siteJoinsAndLeavesWhileTheOthersRun() {
    Cluster joined =
        planes.planes().addSite(ClusterSpec.of("site-4", NodePool.of(1, "a100-80gb-pcie")));
    String uid = clusterUid(joined.adminClient());
    try (KubernetesClient client = impatient(joined.adminKubeconfig())) {
      assertThat(client.nodes().list().getItems()).hasSize(1);
      assertThat(uid).isNotEqualTo(clusterUid(planes.site("site-1").adminClient()));

      planes.planes().removeSite("site-4");

      assertThatThrownBy(() -> client.nodes().list()).isInstanceOf(KubernetesClientException.class);
    }
    assertThat(planes.planes().sites()).extracting(Cluster::name).doesNotContain("site-4");
    Cluster again = planes.planes().addSite(ClusterSpec.of("site-4"));
    assertThat(clusterUid(again.adminClient())).isNotEqualTo(uid);
    planes.planes().removeSite("site-4");
  }

  @Test
  void apiServerReturnsWithItsAddressItsDataAndItsCredentials() {
    Cluster site = planes.site("site-2");
    String credential = site.operatorKubeconfig();
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("kept")
            .withNamespace("default")
            .endMetadata()
            .build();
    site.adminClient().resource(map).create();

    site.killApiServer();
    try (KubernetesClient client = impatient(site.adminKubeconfig())) {
      assertThatThrownBy(() -> client.nodes().list()).isInstanceOf(KubernetesClientException.class);
    }
    site.startApiServer();

    assertThat(site.adminClient().resource(map).get()).isNotNull();
    try (KubernetesClient client = impatient(credential)) {
      assertThat(client.nodes().list().getItems()).hasSize(2);
    }
  }

  @Test
  void pausedApiServerAcceptsAndAnswersNothing() {
    Cluster site = planes.site("site-3");
    try (KubernetesClient client = impatient(site.adminKubeconfig())) {
      client.nodes().list();

      site.pauseApiServer();
      assertThatThrownBy(() -> client.nodes().list())
          .isInstanceOf(KubernetesClientException.class)
          .hasStackTraceContaining("Timeout");
      site.resumeApiServer();

      assertThat(client.nodes().list().getItems()).isNotEmpty();
    }
  }

  @Test
  void eachClusterTrustsOnlyItsOwnCredentials() {
    String server = planes.site("site-2").adminClient().getMasterUrl().toString();
    Config wrong =
        new ConfigBuilder(Config.fromKubeconfig(planes.site("site-1").adminKubeconfig()))
            .withMasterUrl(server)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(wrong).build()) {
      assertThatThrownBy(() -> client.nodes().list()).isInstanceOf(KubernetesClientException.class);
    }
  }

  private static KubernetesClient impatient(String kubeconfig) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
            .withRequestTimeout(3_000)
            .withConnectionTimeout(2_000)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static String clusterUid(KubernetesClient client) {
    return client.namespaces().withName("kube-system").get().getMetadata().getUid();
  }
}
