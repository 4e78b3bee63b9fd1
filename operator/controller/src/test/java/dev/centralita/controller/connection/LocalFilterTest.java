package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which objects of the hub are a local site's. */
class LocalFilterTest {

  private final List<String> heard = new ArrayList<>();
  private final HubMirror hub = new HubMirror();

  @Test
  void aSiteHasItsNodesAndWhatRunsOnThem() {
    node("n1", "madrid");
    pod("p1", "n1", Map.of());
    pod("elsewhere", "n2", Map.of());
    var filter = hub.join(Map.of("site", "madrid"), sink());
    node("n2", "bilbao");
    pod("p2", "n1", Map.of());
    assertThat(heard).containsExactly("n1 PRESENT", "p1 PRESENT", "p2 PRESENT");
    assertThat(hub.objects(filter).pods()).hasSize(2);
  }

  @Test
  void aPodWithoutNodeIsOfTheSiteItSelects() {
    hub.join(Map.of("site", "madrid"), sink());
    pod("p1", null, Map.of("site", "madrid"));
    pod("p2", null, Map.of());
    assertThat(heard).containsExactly("p1 PRESENT");
  }

  @Test
  void aNodeThatChangesItsLabelsTakesItsPodsAlong() {
    hub.join(Map.of("site", "madrid"), sink());
    node("n1", "bilbao");
    pod("p1", "n1", Map.of());
    assertThat(heard).isEmpty();
    node("n1", "madrid");
    assertThat(heard).containsExactly("n1 PRESENT", "p1 PRESENT");
    heard.clear();
    node("n1", "bilbao");
    assertThat(heard).containsExactly("n1 GONE", "p1 GONE");
  }

  @Test
  void whatSaysWhichGpusTheHubHasIsToldToEverySite() {
    var slice = slice("before");
    hub.mirror().put(SLICES, slice);
    var filter = hub.join(Map.of("site", "madrid"), sink());
    hub.mirror().put(SLICES, slice("after"));
    hub.mirror().remove(SLICES, slice);
    assertThat(heard).containsExactly("before PRESENT", "after PRESENT", "before GONE");
    assertThat(hub.objects(filter).accelerators()).hasSize(1);
  }

  @SuppressWarnings("unchecked")
  private static final ObjectKind<ResourceSlice> SLICES =
      (ObjectKind<ResourceSlice>)
          ObjectKind.ALL.stream()
              .filter(kind -> kind.type() == ResourceSlice.class)
              .findFirst()
              .orElseThrow();

  private ResourceSlice slice(String name) {
    return new ResourceSliceBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .withResourceVersion("" + ++version)
        .endMetadata()
        .build();
  }

  @Test
  void aSiteThatLeftHearsNothing() {
    var filter = hub.join(Map.of("site", "madrid"), sink());
    hub.leave(filter);
    node("n1", "madrid");
    assertThat(heard).isEmpty();
  }

  private int version;

  private void node(String name, String site) {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .withUid("uid-" + name)
            .withResourceVersion("" + ++version)
            .addToLabels("site", site)
            .endMetadata()
            .build();
    hub.mirror().put(ObjectKind.NODES, node);
  }

  private void pod(
      String name, @org.jspecify.annotations.Nullable String node, Map<String, String> selector) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("ns")
            .withUid("uid-" + name)
            .withResourceVersion("" + ++version)
            .endMetadata()
            .withNewSpec()
            .withNodeName(node)
            .withNodeSelector(selector)
            .endSpec()
            .build();
    hub.mirror().put(ObjectKind.PODS, pod);
  }

  private ObjectSink sink() {
    return new ObjectSink() {
      @Override
      public <T extends HasMetadata> void changed(ObjectKind<T> kind, T object, Presence presence) {
        heard.add(object.getMetadata().getName() + " " + presence);
      }
    };
  }
}
