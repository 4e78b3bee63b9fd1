package dev.centralita.delivery;

import dev.centralita.delivery.Delivery.Hints;
import dev.centralita.delivery.Delivery.Nodes;
import dev.centralita.delivery.Delivery.Site;
import dev.centralita.fleet.AuditEvent;
import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real site with GPU nodes, written to with the credential that a hub gets. */
final class SiteUnderTest implements BeforeAllCallback, AfterAllCallback {
  static final String HUB = "es";
  static final Site SITE = Site.remote("site-1");

  private final ControlPlanesExtension planes =
      ControlPlanesExtension.shared(
          new Layout(
              ClusterSpec.apiOnly(Layout.HUB),
              List.of(ClusterSpec.of(SITE.name(), NodePool.of(2, "l4")))));
  private Supplier<KubernetesClient> client =
      () -> {
        throw new IllegalStateException("not started. Maybe the field lacks @RegisterExtension");
      };

  @Override
  public void beforeAll(ExtensionContext context) {
    planes.beforeAll(context);
    var config = Config.fromKubeconfig(cluster().operatorKubeconfig());
    config.setRequestRetryBackoffLimit(0);
    var connected = new KubernetesClientBuilder().withConfig(config).build();
    client = () -> connected;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    client.get().close();
    planes.afterAll(context);
  }

  Cluster cluster() {
    return planes.site(SITE.name());
  }

  KubernetesClient operator() {
    return client.get();
  }

  KubernetesClient admin() {
    return cluster().adminClient();
  }

  SiteWriter writer() {
    return new SiteWriter(operator(), HUB);
  }

  /** What the operator wrote since, as the API server saw it. */
  List<AuditEvent> writesSince(long mark) {
    return cluster().auditLog().since(mark).stream()
        .filter(AuditEvent::isWrite)
        .filter(event -> event.code() < HttpURLConnection.HTTP_MULT_CHOICE)
        .filter(event -> event.user().endsWith(":centralita-hub"))
        .toList();
  }

  List<Pod> podsOf(Delivery delivery) {
    return admin()
        .pods()
        .inNamespace(delivery.namespace())
        .withLabel(Marks.WORKLOAD_UID, delivery.workload().getMetadata().getUid())
        .list()
        .getItems();
  }

  /** Two replicas of one GPU each, in a namespace and of a UID nobody else has. */
  static Delivery service(String namespace) {
    return delivery(namespace, "Service", "accelerator: {count: 1}", "image: video:1");
  }

  static Delivery batch(String namespace) {
    return delivery(namespace, "Batch", "accelerator: {count: 1}", "image: train:1");
  }

  static Delivery delivery(String namespace, String mode, String spec, String container) {
    return RenderingTest.delivery(
        """
        hubId: %s
        hubNamespaceUid: uid-of-%s
        epoch: 1
        replicas: 2
        site: {name: %s, local: false, nodeSelector: {}}
        nodes: {advised: [], advisedProducts: [], allowedProducts: []}
        hints: {}
        workload:
          apiVersion: centralita.dev/v1alpha1
          kind: SovereignWorkload
          metadata: {namespace: %s, name: video, uid: %s}
          spec:
            mode: %s
            %s
            template:
              spec:
                containers:
                  - name: main
                    %s
        """
            .formatted(
                HUB, namespace, SITE.name(), namespace, UUID.randomUUID(), mode, spec, container));
  }

  /** The same workload as another decision sees it. */
  static Delivery redecided(Delivery d, int replicas, long epoch, Nodes nodes) {
    return redecided(d, replicas, epoch, nodes, Hints.NONE);
  }

  static Delivery redecided(Delivery d, int replicas, long epoch, Nodes nodes, Hints hints) {
    return new Delivery(
        d.hubId(), d.hubNamespaceUid(), d.workload(), d.site(), replicas, epoch, nodes, hints);
  }
}
