package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import dev.centralita.fleet.NodePool;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClassBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way to ask, and sites that give GPUs out in every way there is. */
@Needs(Ability.NEW_NODES)
class ShapesE2E {
  private static final String SITE = "valencia";
  private static final String H100 = "NVIDIA-H100-80GB-HBM3";

  @RegisterExtension static final World world = new World();

  private final List<String> added = new ArrayList<>();
  private final List<Draft> asked = new ArrayList<>();

  @AfterEach
  void takeAway() {
    asked.forEach(world::delete);
    World.within(60).until(() -> world.truth(SITE).deliveredPods().isEmpty());
    added.forEach(world.cluster(SITE)::removeNode);
  }

  /** Slices of a model that nobody has whole. */
  @ParameterizedTest
  @CsvSource({"l4-time-sliced, nvidia.com/gpu.shared", "l4-mps, nvidia.com/gpu"})
  void aSharedGpuIsForThoseWhoAskForOne(String profile, String resource) {
    nodes(NodePool.of(1, profile).labelled("nvidia.com/gpu.product", "NVIDIA-L40-SHARED"));

    var shared = ask("shared", 3, Map.of("sharing", "Shared"));
    shared.awaitRunning(Map.of(SITE, 3L)).awaitReady();
    assertThat(resources(shared)).containsOnly(resource);

    var own = ask("own", 1, Map.of("products", List.of("NVIDIA-L40")));
    var refusal = own.awaitRefusal(SITE, "Accelerator");
    assertThat(refusal.need()).contains("of its own");
    assertThat(refusal.offer()).contains("shared");
  }

  @Test
  void aSliceIsAskedForAsTheNodesCallIt() {
    node("h100-mig-mixed");
    var mixed = ask("mixed", 2, Map.of("migProfile", "3g.40gb"));
    mixed.awaitRunning(Map.of(SITE, 2L));
    assertThat(resources(mixed)).containsOnly("nvidia.com/mig-3g.40gb");
  }

  @Test
  void aSliceUnderTheSingleStrategyIsCalledAGpu() {
    node("h100-mig-single");
    var single = ask("single", 20, Map.of("migProfile", "1g.10gb"));
    single.awaitRunning(Map.of(SITE, 20L));
    assertThat(resources(single)).containsOnly("nvidia.com/gpu");

    // And a GPU is not called one: pods that want a whole L4 do not end up on a slice.
    var whole = ask("whole", 8, Map.of("count", 1));
    whole.awaitRunning(Map.of("madrid", 8L));
  }

  @Test
  void podsTolerateAndRunUnderWhatTheSiteHasAndNothingElse() {
    var admin = world.cluster(SITE).adminClient();
    var runtimeClass =
        new RuntimeClassBuilder()
            .withNewMetadata()
            .withName("nvidia")
            .endMetadata()
            .withHandler("nvidia")
            .build();
    admin.resource(runtimeClass).create();
    try {
      node("gb200");

      var there = ask("there", 2, Map.of("family", "blackwell"));
      there.awaitRunning(Map.of(SITE, 2L));
      assertThat(world.truth(SITE).podsOf(there.uid()))
          .extracting(Pod::getSpec)
          .allSatisfy(spec -> assertThat(spec.getRuntimeClassName()).isEqualTo("nvidia"))
          .allSatisfy(spec ->
              assertThat(spec.getTolerations()).extracting("key").contains("nvidia.com/gpu"));

      var here = ask("here", 1, Map.of("family", "ada-lovelace"));
      here.awaitRunning(Map.of("madrid", 1L));
      assertThat(world.truth("madrid").podsOf(here.uid()))
          .extracting(Pod::getSpec)
          .allSatisfy(spec -> assertThat(spec.getRuntimeClassName()).isNull())
          .allSatisfy(spec ->
              assertThat(spec.getTolerations()).extracting("key").doesNotContain("nvidia.com/gpu"));
    } finally {
      admin.resource(runtimeClass).delete();
    }
  }

  @Test
  void whatWorksNotIsNotUsed() {
    node("h100-broken");

    var wish = ask("wish", 1, Map.of("products", List.of(H100)));

    wish.awaitReason("Stalled", "Accelerator");
    assertThat(wish.running()).isEmpty();
  }

  private void node(String profile) {
    nodes(NodePool.of(1, profile));
  }

  private void nodes(NodePool pool) {
    added.addAll(world.cluster(SITE).addNodes(pool));
    World.within(30).until(() -> world.site(SITE).getStatus().nodes() == 1 + added.size());
  }

  private Watched ask(String name, int replicas, Map<String, Object> accelerator) {
    var draft = world.workload(name, replicas).with("/spec/accelerator", accelerator);
    asked.add(draft);
    return world.applied(draft);
  }

  private static List<String> resources(Watched workload) {
    return world.truth(SITE).podsOf(workload.uid()).stream()
        .flatMap(ShapesE2E::resources)
        .distinct()
        .toList();
  }

  private static Stream<String> resources(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getResources().getRequests().keySet().stream()
        .filter(resource -> resource.startsWith("nvidia.com/"));
  }
}
