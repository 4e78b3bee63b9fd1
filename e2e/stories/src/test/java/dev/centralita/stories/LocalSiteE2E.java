package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.NodePool;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes of the hub itself as a site: no other cluster, and no credential. */
@Needs(Ability.NEW_NODES)
class LocalSiteE2E {
  private static final String LABEL = "example.org/exchange";

  private static final String RIGHTS = "manifests/hub/local-site";

  @RegisterExtension static final World world = new World();

  @BeforeAll
  static void allow() {
    world.installation().applyFolder(RIGHTS);
  }

  /** The other stories are told without them. */
  @AfterAll
  static void forbidAgain() {
    world.installation().deleteFolder(RIGHTS);
  }

  @Test
  void nodesOfTheHubAreASiteLikeAnother() {
    var hub = world.planes().hub();
    List<String> nodes = hub.addNodes(NodePool.of(1, "l4").labelled(LABEL, "alcala"));
    List<String> others = hub.addNodes(NodePool.of(1, "l4"));
    try {
      world.apply(
          Draft.site("alcala", "40.4820", "-3.3635")
              .without("/spec/connection/kubeconfigSecret")
              .with("/spec/connection/local/nodeSelector", Map.of(LABEL, "alcala"))
              .with("/spec/carrier", "Avatel"));
      world.awaitSite("alcala", "Ready", "True");

      var draft =
          world.workload("at-home", 2).with("/spec/sovereignty/carriers/allow", List.of("Avatel"));
      var home = world.applied(draft).awaitReady();

      assertThat(home.placements()).isEqualTo(Map.of("alcala", 2));
      assertThat(home.running()).as("at the clusters of others").isEmpty();
      var truth = new SiteTruth(hub);
      assertThat(truth.runningPodsOf(home.uid())).isEqualTo(2);
      assertThat(truth.podsOf(home.uid()))
          .extracting((Pod pod) -> pod.getSpec().getNodeName())
          .containsOnlyElementsOf(nodes);
      assertThat(truth.podsOf(home.uid()))
          .extracting((Pod pod) -> pod.getMetadata().getNamespace())
          .containsOnly("hub-" + world.namespace());

      world.delete(draft);
      World.within(60).until(() -> truth.deliveredPods().isEmpty());
    } finally {
      nodes.forEach(hub::removeNode);
      others.forEach(hub::removeNode);
    }
  }

  @Test
  void theOperatorReachesNobodyElsesWorkloadsAtTheHub() {
    String operator =
        world.planes().hub().kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT);
    var intruder =
        Draft.of(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: intruder, namespace: kube-system}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: intruder}}
                  template:
                    metadata: {labels: {app: intruder}}
                    spec: {containers: [{name: main, image: "centralita/workload:local"}]}
                """)
            .toObject();
    try (var client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(operator)).build()) {
      // A policy takes a moment until it is enforced.
      World.within(30)
          .untilAsserted(() ->
              assertThatThrownBy(() -> client.resource(intruder).dryRun().create())
                  .hasMessageContaining("no workload outside its own namespaces"));
    }
  }
}
