package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.fleet.Ability;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator as it ships: two pods of the hub, under its manifests. */
@Needs(Ability.OPERATOR_IN_HUB)
class OperatorInHubE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void whenThePodThatLeadsIsKilledTheOtherGoesOn() {
    var settled = world.applied(world.workload("settled", 2)).awaitReady();
    Set<String> pods = world.truth("madrid").podUidsOf(settled.uid());
    long epoch = settled.epoch();
    Pod leader = operator().leader();

    world.hub().pods().resource(leader).withGracePeriod(0).delete();
    var after = world.applied(world.workload("after", 1)).awaitReady();

    assertThat(operator().leader().getMetadata().getUid())
        .isNotEqualTo(leader.getMetadata().getUid());
    assertThat(after.running()).isEqualTo(Map.of("madrid", 1L));
    assertThat(world.truth("madrid").podUidsOf(settled.uid())).isEqualTo(pods);
    assertThat(settled.epoch()).isEqualTo(epoch);
    World.within(90)
        .until(() -> operator().pods().stream().filter(OperatorInHubE2E::isReady).count() == 2);
  }

  @Test
  void itRunsWithoutAnyPrivilege() {
    for (var pod : operator().pods()) {
      assertThat(pod.getSpec().getServiceAccountName()).isEqualTo(Installation.SERVICE_ACCOUNT);
    }
    var privileged =
        new PodBuilder()
            .withNewMetadata()
            .withName("privileged")
            .withNamespace(Installation.NAMESPACE)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("centralita/workload:local")
            .endContainer()
            .endSpec()
            .build();

    assertThatThrownBy(() -> world.hub().resource(privileged).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("violates PodSecurity \"restricted");
  }

  @Test
  void onlyTheNamespaceOfMonitoringReadsItsMetrics() {
    String address = operator().pods().getFirst().getStatus().getPodIP();
    String url = "http://%s:8080/q/metrics".formatted(address);
    String stranger = world.newNamespace(world.namespace() + "-stranger", Map.of());
    world.newNamespace("monitoring", Map.of());
    try {
      assertThat(asked("monitoring", url)).isEqualTo("answered: 200");
      assertThat(asked(stranger, url)).startsWith("no answer");
    } finally {
      world.hub().namespaces().withName("monitoring").delete();
    }
  }

  /** What a pod of the namespace says of a GET. */
  private static String asked(String namespace, String url) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withGenerateName("asks-")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withRestartPolicy("Never")
            .addNewContainer()
            .withName("main")
            .withImage("centralita/workload:local")
            .withArgs("get", url)
            .endContainer()
            .endSpec()
            .build();
    var made = world.hub().resource(pod).create();
    var here = world.hub().pods().resource(made);
    here.waitUntilCondition(
        p -> p != null && "Succeeded".equals(p.getStatus().getPhase()), 60, TimeUnit.SECONDS);
    return here.getLog().lines().reduce((first, last) -> last).orElseThrow();
  }

  private static OperatorPods operator() {
    return (OperatorPods) world.operator();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
