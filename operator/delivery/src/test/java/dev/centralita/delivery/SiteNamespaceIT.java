package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SiteNamespaceIT {
  private static final String NAME = SiteNames.namespace(SiteUnderTest.HUB, "doomed");
  private static final Map<String, String> OURS =
      Map.of(Marks.MANAGED_BY, Marks.MANAGER, Marks.HUB, SiteUnderTest.HUB);

  @RegisterExtension static final SiteUnderTest site = new SiteUnderTest();

  @Test
  void itGoesWhenNothingInItRunsAnyMore() {
    site.admin()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withLabels(OURS)
                .withAnnotations(Map.of(Marks.HUB_NAMESPACE, "doomed"))
                .endMetadata()
                .build())
        .create();
    Eventually.holds(
        () -> site.admin().serviceAccounts().inNamespace(NAME).withName("default").get() != null);
    var pod = site.admin().resource(waiting()).create();
    assertThat(site.writer().pruneNamespace("doomed")).isFalse();

    // What a kubelet says of a pod whose containers have ended, before the object goes.
    site.admin()
        .resource(pod)
        .editStatus(p -> new PodBuilder(p).editStatus().withPhase("Succeeded").endStatus().build());

    assertThat(site.writer().pruneNamespace("doomed")).isTrue();
    Eventually.holds(() -> site.admin().namespaces().withName(NAME).get() == null);
  }

  /** A gate keeps every scheduler away. */
  private static Pod waiting() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("last")
        .withNamespace(NAME)
        .withLabels(OURS)
        .endMetadata()
        .withNewSpec()
        .addNewSchedulingGate("centralita.dev/test")
        .addNewContainer()
        .withName("main")
        .withImage("video:1")
        .endContainer()
        .endSpec()
        .build();
  }
}
