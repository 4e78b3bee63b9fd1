package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.placement.MigSlots;
import dev.centralita.placement.Need;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One need, asked for as each site gives it out. */
class OfferedFormTest {
  private static final String H100 = "NVIDIA-H100-80GB-HBM3";
  private static final Map<String, String> LABELS =
      Map.of("nvidia.com/gpu.product", H100, "nvidia.com/gpu.count", "8");

  private final SiteInventory site = new SiteInventory(SiteRegister.NOTHING);

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/mig-1g.10gb,           1g.10gb",
    "nvidia.com/mig-1g.10gb.me,        1g.10gb+me",
    "nvidia.com/mig-1g.24gb.me.all,    1g.24gb+me.all",
    "nvidia.com/mig-1g.24gb-me,        1g.24gb-me",
    "nvidia.com/mig-1g.10gb.shared,    1g.10gb.shared",
    "nvidia.com/mig-1g.10gb.me.shared, 1g.10gb+me.shared"
  })
  void partitionsHaveResourcesOfTheirOwn(String resource, String profile) {
    node("a", Map.of(), Map.of(resource, 2));
    assertThat(form(profile, false)).isEqualTo(new OfferedForm.Resource(resource));
    assertThat(form("7g.80gb", false)).isNull();
  }

  @Test
  void theSingleStrategyCallsPartitionsGpus() {
    node("a", Map.of("nvidia.com/gpu.product", H100 + "-MIG-1g.10gb"), Map.of("nvidia.com/gpu", 7));
    assertThat(form("1g.10gb", false)).isEqualTo(new OfferedForm.Resource("nvidia.com/gpu"));
    assertThat(form("", false)).isNull();
    // A whole GPU is not to be had, though its resource has the same name.
    assertThat(site.productLabels(Need.gpus(1))).isEmpty();
    assertThat(site.productLabels(need("1g.10gb", false))).containsExactly(H100 + "-MIG-1g.10gb");
  }

  @Test
  void timeSlicesAreAskedForUnderTheNameTheSiteGivesThem() {
    node("a", Map.of("nvidia.com/gpu.replicas", "4"), Map.of("nvidia.com/gpu.shared", 32));
    assertThat(form("", true)).isEqualTo(new OfferedForm.Resource("nvidia.com/gpu.shared"));
    assertThat(form("", false)).isNull();

    var unnamed = new SiteInventory(SiteRegister.NOTHING);
    unnamed.nodeChanged(
        nodeOf("b", Map.of("nvidia.com/gpu.replicas", "4"), Map.of("nvidia.com/gpu", 32)));
    assertThat(unnamed.terms(need("", true)).form())
        .isEqualTo(new OfferedForm.Resource("nvidia.com/gpu"));
  }

  @Test
  void aNameWithNothingInItGivesWayToTheOneThatHasSomething() {
    node(
        "a",
        Map.of("nvidia.com/gpu.replicas", "4"),
        Map.of("nvidia.com/gpu", 0, "nvidia.com/gpu.shared", 32));
    assertThat(form("", true)).isEqualTo(new OfferedForm.Resource("nvidia.com/gpu.shared"));
    node(
        "a",
        Map.of("nvidia.com/gpu.replicas", "4"),
        Map.of("nvidia.com/gpu", 32, "nvidia.com/gpu.shared", 0));
    assertThat(form("", true)).isEqualTo(new OfferedForm.Resource("nvidia.com/gpu"));
  }

  @Test
  void oneThingIsAskedForInOneFormAndOnlyOfNodesThatOfferItSo() {
    var single = Map.of("nvidia.com/gpu.product", H100 + "-MIG-1g.10gb");
    node("a", Map.of(), Map.of("nvidia.com/mig-1g.10gb", 7));
    node("b", Map.of(), Map.of("nvidia.com/mig-1g.10gb", 7));

    // Most give it out by its own name: what the third has of it is not used.
    var deltas = site.nodeChanged(nodeOf("c", single, Map.of("nvidia.com/gpu", 7)));
    assertThat(slots(deltas)).containsExactly("c []");
    assertThat(form("1g.10gb", false))
        .isEqualTo(new OfferedForm.Resource("nvidia.com/mig-1g.10gb"));
    assertThat(site.productLabels(need("1g.10gb", false))).containsExactly(H100);
    assertThat(site.findings()).extracting(Finding::kind).contains(Finding.Kind.FormsDiffer);

    // The majority changes, and with it what everybody offers.
    assertThat(site.nodeChanged(nodeOf("d", single, Map.of("nvidia.com/gpu", 7)))).hasSize(4);
    assertThat(slots(site.everything()))
        .containsExactly("a []", "b []", "c [1g.10gb]", "d [1g.10gb]");
    assertThat(form("1g.10gb", false)).isEqualTo(new OfferedForm.Resource("nvidia.com/gpu"));
  }

  @Test
  void nodesKeptForGpusAreSaidAsLongAsThereAreAny() {
    var kept = nodeOf("a", Map.of(), Map.of("nvidia.com/gpu", 8));
    node("b", Map.of(), Map.of("nvidia.com/gpu", 8));
    assertThat(site.terms(Need.gpus(1)).tainted()).isFalse();

    kept.setSpec(taint("nvidia.com/gpu", "PreferNoSchedule"));
    site.nodeChanged(kept);
    assertThat(site.terms(Need.gpus(1)).tainted()).as("keeps nobody away").isFalse();
    kept.setSpec(taint("nvidia.com/gpu", "NoExecute"));
    site.nodeChanged(kept);
    assertThat(site.terms(Need.gpus(1)).tainted()).as("is not what is tolerated").isFalse();
    kept.setSpec(taint("team", "NoSchedule"));
    site.nodeChanged(kept);
    assertThat(site.terms(Need.gpus(1)).tainted()).as("is not about GPUs").isFalse();
    kept.setSpec(taint("nvidia.com/gpu", "NoSchedule"));
    site.nodeChanged(kept);
    assertThat(site.terms(Need.gpus(1)).tainted()).isTrue();
    site.nodeGone("a");
    assertThat(site.terms(Need.gpus(1)).tainted()).isFalse();
  }

  private static NodeSpec taint(String key, String effect) {
    return new NodeSpecBuilder().addNewTaint().withKey(key).withEffect(effect).endTaint().build();
  }

  private static List<String> slots(List<Delta> deltas) {
    return deltas.stream()
        .map(Delta.NodeChanged.class::cast)
        .map(delta ->
            delta.facts().name()
                + " "
                + delta.facts().gpu().mig().stream().map(MigSlots::profile).toList())
        .toList();
  }

  private void node(String name, Map<String, String> more, Map<String, Integer> resources) {
    site.nodeChanged(nodeOf(name, more, resources));
  }

  private static Node nodeOf(
      String name, Map<String, String> more, Map<String, Integer> resources) {
    var labels = new HashMap<>(LABELS);
    labels.putAll(more);
    var allocatable = new HashMap<String, Quantity>();
    resources.forEach((resource, count) -> allocatable.put(resource, new Quantity("" + count)));
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .withAllocatable(allocatable)
        .endStatus()
        .build();
  }

  private @Nullable OfferedForm form(String profile, boolean shared) {
    return site.terms(need(profile, shared)).form();
  }

  private static Need need(String profile, boolean shared) {
    return Need.gpus(1).edit().migProfile(profile).shared(shared).done();
  }

  @Test
  void whereTheDraDriverGivesThemOutTheyAreClaimed() {
    site.nodeChanged(nodeOf("a", Map.of(), Map.of()));
    site.acceleratorChanged(
        Serialization.unmarshal(
            """
            apiVersion: resource.k8s.io/v1
            kind: ResourceSlice
            metadata: {name: s, uid: s}
            spec:
              driver: gpu.nvidia.com
              nodeName: a
              pool: {name: a, generation: 1, resourceSliceCount: 1}
              devices:
              - name: gpu-0
                attributes: {type: {string: gpu}, productName: {string: NVIDIA H100 80GB HBM3}}
              - name: gpu-1-mig-0
                attributes:
                  type: {string: mig}
                  profile: {string: 1g.10gb}
                  parentUUID: {string: GPU-1}
                  productName: {string: NVIDIA H100 80GB HBM3}
            """,
            ResourceSlice.class));
    assertThat(form("", false)).isEqualTo(new OfferedForm.Claim("gpu.nvidia.com"));
    assertThat(form("1g.10gb", false)).isEqualTo(new OfferedForm.Claim("mig.nvidia.com"));
    assertThat(form("3g.40gb", false)).isNull();
    assertThat(form("", true)).as("time slices are not known of").isNull();
  }
}
