package dev.centralita.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What manifests/site gives to the hub, and what it does not. */
class SiteCredentialIT {
  private static final Map<String, String> OURS =
      Map.of("app.kubernetes.io/managed-by", "centralita");

  @RegisterExtension
  static final ControlPlanesExtension planes = ControlPlanesExtension.shared(Layouts.THREE_SITES);

  private static KubernetesClient hub;

  @BeforeAll
  static void connect() throws InterruptedException {
    String kubeconfig = planes.site("site-1").operatorKubeconfig();
    hub = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
    awaitBoundary();
  }

  /** An API server takes a moment to put a new admission policy in force. */
  private static void awaitBoundary() throws InterruptedException {
    for (int i = 0; i < 150; i++) {
      try {
        hub.resource(Samples.namespace("stray", Map.of())).dryRun().create();
      } catch (KubernetesClientException refused) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("the boundary of manifests/site is not in force after 30 s");
  }

  @AfterAll
  static void disconnect() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "list,   '',                nodes",
    "watch,  '',                pods",
    "get,    '',                namespaces",
    "create, '',                namespaces",
    "patch,  '',                namespaces",
    "delete, '',                namespaces",
    "create, apps,              deployments",
    "patch,  apps,              deployments",
    "delete, apps,              deployments",
    "patch,  batch,             jobs",
    "delete, batch,             jobs",
    "list,   resource.k8s.io,   resourceslices",
    "watch,  resource.k8s.io,   resourceclaims",
    "get,    resource.k8s.io,   deviceclasses",
    "patch,  resource.k8s.io,   resourceclaimtemplates",
    "watch,  nvidia.com,        clusterpolicies",
    "watch,  nvidia.com,        gpuclusters",
    "watch,  nvidia.com,        nvidiadrivers",
    "watch,  node.k8s.io,       runtimeclasses",
  })
  void may(String verb, String group, String resource) {
    assertThat(allowed(verb, group, resource)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "get,      '',                                 secrets",
    "list,     '',                                 secrets",
    "list,     '',                                 configmaps",
    "create,   '',                                 pods",
    "delete,   '',                                 pods",
    "get,      '',                                 pods/log",
    "create,   '',                                 pods/exec",
    "patch,    '',                                 nodes",
    "get,      '',                                 nodes/proxy",
    "create,   '',                                 serviceaccounts/token",
    "create,   apps,                               daemonsets",
    "patch,    nvidia.com,                         clusterpolicies",
    "patch,    node.k8s.io,                        runtimeclasses",
    "patch,    resource.k8s.io,                    resourceslices",
    "create,   rbac.authorization.k8s.io,          clusterroles",
    "bind,     rbac.authorization.k8s.io,          clusterroles",
    "create,   rbac.authorization.k8s.io,          clusterrolebindings",
    "patch,    admissionregistration.k8s.io,       validatingadmissionpolicies",
    "impersonate, '',                              users",
  })
  void mayNot(String verb, String group, String resource) {
    assertThat(allowed(verb, group, resource)).isFalse();
  }

  @Test
  void deliversIntoNamespacesOfItsOwn() {
    hub.resource(Samples.namespace("hub-a", OURS)).serverSideApply();
    hub.resource(Samples.deployment("hub-a", "video", 1, 1)).serverSideApply();

    assertThat(hub.apps().deployments().inNamespace("hub-a").withName("video").get()).isNotNull();
    hub.apps().deployments().inNamespace("hub-a").withName("video").delete();
    hub.namespaces().withName("hub-a").delete();
  }

  @Test
  void readsTheIdentityOfTheCluster() {
    assertThat(hub.namespaces().withName("kube-system").get().getMetadata().getUid()).isNotEmpty();
  }

  @Test
  void touchesNobodyElsesNamespaces() {
    var admin = planes.site("site-1").adminClient();
    admin.resource(Samples.namespace("hospital", Map.of())).create();
    admin.resource(Samples.deployment("hospital", "theirs", 1, 1)).create();

    refused(() -> hub.resource(Samples.namespace("stray", Map.of())).create());
    refused(() -> hub.namespaces().withName("hospital").delete());
    refused(() -> hub.resource(Samples.namespace("hospital", OURS)).serverSideApply());
    refused(() -> hub.resource(Samples.deployment("hospital", "ours", 1, 1)).create());
    refused(() -> hub.apps().deployments().inNamespace("hospital").withName("theirs").delete());
    refused(() -> hub.apps().deployments().inNamespace("hospital").delete());
    admin.namespaces().withName("hospital").delete();
  }

  @Test
  void cannotGiveUpTheLabelThatMarksItsNamespaces() {
    hub.resource(Samples.namespace("hub-b", OURS)).serverSideApply();

    refused(() -> hub.resource(Samples.namespace("hub-b", Map.of())).serverSideApply());
    hub.namespaces().withName("hub-b").delete();
  }

  private static void refused(ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private static boolean allowed(String verb, String group, String resource) {
    String[] parts = resource.split("/", 2);
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(group)
            .withResource(parts[0])
            .withSubresource(parts.length == 2 ? parts[1] : null)
            .endResourceAttributes()
            .endSpec()
            .build();
    return hub.authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
