package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server lets through and the operator must answer for; the API server's own refusals
 * are tested in operator/api. After each, another workload is placed as if nothing had happened.
 */
class BadInputE2E {
  private static final String CREDENTIAL = "line-to-the-tajo";
  private static final Draft TOLEDO =
      Draft.site("toledo", "39.8628", "-4.0273")
          .with("/spec/connection/kubeconfigSecret/name", CREDENTIAL);

  @RegisterExtension static final World world = new World();

  @Test
  void aMissingSecretIsNamedAndAwaited() {
    world.apply(TOLEDO);

    awaitMessage("toledo", CREDENTIAL);
    othersGoOn();

    world.installation().giveCredential(CREDENTIAL, "not yet a kubeconfig");
    awaitMessage("toledo", "kubeconfig: not a map");
    world.installation().takeCredential(CREDENTIAL);
  }

  static Stream<Arguments> kubeconfigs() {
    return Stream.of(
        edit(
            "users[0].user.exec:",
            k -> k.replace("    token:", "    exec: {command: /bin/touch}\n    x-token:")),
        edit(
            "users[0].user.tokenFile:",
            k -> k.replace("    token:", "    tokenFile: /etc/passwd\n    x-token:")),
        edit(
            "clusters[0].cluster.certificate-authority:",
            k ->
                k.replace(
                    "    certificate-authority-data:", "    certificate-authority: /ca.crt #")),
        edit(
            "contexts:",
            k ->
                k.replace(
                    "contexts:\n",
                    "contexts:\n- name: other\n  context: {cluster: other, user: other}\n")),
        edit(
            "clusters[0].cluster.insecure-skip-tls-verify: set",
            k -> k.replace("    server:", "    insecure-skip-tls-verify: true\n    server:")),
        edit(
            "clusters[0].cluster.proxy-url:",
            k -> k.replace("    server:", "    proxy-url: https://elsewhere\n    server:")),
        edit("kubeconfig: not YAML", k -> "\u0000\u0001 garbage: [1, 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kubeconfigs")
  void aKubeconfigThatIsMoreThanAnAddressAndACredentialIsRefused(
      String named, java.util.function.UnaryOperator<String> edit) {
    String good = world.cluster("madrid").operatorKubeconfig();
    world.installation().giveCredential(CREDENTIAL, edit.apply(good));
    try {
      world.apply(TOLEDO);

      String message = awaitMessage("toledo", named);
      assertThat(message).doesNotContain(token(good));
      othersGoOn();
    } finally {
      world.installation().takeCredential(CREDENTIAL);
    }
  }

  @Test
  void noReplicasIsAValidWish() {
    var none = world.applied(world.workload("none", 0)).awaitReady();

    assertThat(none.running()).isEmpty();
    othersGoOn();
  }

  @Test
  void tenThousandReplicasTakeWhatThereIsAndSayWhatIsMissing() {
    var crowd = world.applied(world.workload("crowd", 10_000)).await("Reconciling", "True");

    crowd.awaitRunning(Map.of("madrid", 8L, "valencia", 8L, "barcelona", 8L, "paris", 8L));
    assertThat(Conditions.find(crowd.status().conditions(), "Placed"))
        .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("32 of 10000"));
    assertThat(world.operator().isAlive()).isTrue();
  }

  @Test
  void theLongestNameWorksAtTheSitesToo() {
    String name = "a".repeat(63);
    String space =
        world.newNamespace(("n-" + world.namespace() + "x".repeat(63)).substring(0, 63), Map.of());

    world.applied(Draft.workload(space, name, 1)).awaitRunning(Map.of("madrid", 1L)).awaitReady();
    world.applied(Draft.batch(space, "b".repeat(63), 1)).await("Ready", "True");
  }

  @Test
  void aLabelThatNoApiServerTakesIsNamed() {
    var emoji =
        world
            .workload("emoji", 1)
            .with("/spec/template/metadata/labels", Map.of("mood", "\uD83D\uDE00"));

    Consumer<String> says = text -> assertThat(text).contains("labels").contains("mood");
    try {
      var watched = world.applied(emoji);
      watched.await("Stalled", "True");
      says.accept(
          Conditions.find(watched.status().conditions(), "Stalled").orElseThrow().getMessage());
    } catch (KubernetesClientException refusedAtTheDoor) {
      says.accept(refusedAtTheDoor.getMessage());
    }
    othersGoOn();
  }

  @Test
  void aTemplateThatReachesBeyondItsPodNeverReachesASite() {
    for (Draft draft :
        List.of(
            world.workload("host", 1).with("/spec/template/spec/hostNetwork", true),
            world.workload("pinned", 1).with("/spec/template/spec/nodeName", "madrid-l4-1"),
            world
                .workload("privileged", 1)
                .with(
                    "/spec/template/spec/containers/0/securityContext", Map.of("privileged", true)),
            world
                .workload("secret", 1)
                .with(
                    "/spec/template/spec/containers/0/envFrom",
                    List.of(Map.of("secretRef", Map.of("name", "tokens")))))) {
      Assertions.assertThatThrownBy(() -> world.apply(draft))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("Maybe");
    }
    othersGoOn();
  }

  private static void othersGoOn() {
    var other = world.workload("other", 1);
    world.applied(other).awaitRunning(Map.of("madrid", 1L));
    world.delete(other);
  }

  /** Waits until the site is not ready and says so with the text and what would help. */
  private static String awaitMessage(String site, String text) {
    World.within(30).until(() -> message(site), m -> m.contains(text) && m.contains("Maybe"));
    return message(site);
  }

  private static String message(String name) {
    EdgeSite site = world.site(name);
    var ready = Conditions.find(site.getStatus().conditions(), "Ready").orElseThrow();
    return ready.getStatus().equals("True") ? "" : ready.getMessage();
  }

  private static String token(String kubeconfig) {
    return kubeconfig
        .lines()
        .filter(l -> l.contains("token:"))
        .findFirst()
        .orElseThrow()
        .split(": ", 2)[1];
  }

  private static Arguments edit(String named, java.util.function.UnaryOperator<String> edit) {
    return Arguments.of(named, edit);
  }
}
