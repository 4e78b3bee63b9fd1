package dev.centralita.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What reaches a listener, and in which order, when it is slower than the changes. */
class SitePublisherTest {

  private final RecordingListener listener = new RecordingListener();
  private final Queue<Runnable> drains = new ArrayDeque<>();
  private final SitePublisher publisher = new SitePublisher("s", listener, drains::add);

  @Test
  void changesOfOneObjectAreMergedAndOrderIsKept() {
    node("n1", Presence.PRESENT);
    node("n2", Presence.PRESENT);
    node("n1", Presence.GONE);
    publisher.state(view(new SiteState.Connecting("x")));
    publisher.listed();
    publisher.state(view(new SiteState.Synced("uid")));
    assertThat(drains).hasSize(1);
    drains.remove().run();
    assertThat(listener.heard())
        .containsExactly("s node n1 GONE", "s node n2 PRESENT", "s listed", "s Synced");
    node("n3", Presence.PRESENT);
    drains.remove().run();
    assertThat(listener.heard()).endsWith("s node n3 PRESENT");
  }

  @Test
  void nothingIsToldAfterClose() {
    node("n1", Presence.PRESENT);
    publisher.close();
    node("n2", Presence.PRESENT);
    drains.remove().run();
    assertThat(listener.heard()).isEmpty();
  }

  private void node(String name, Presence presence) {
    var node =
        new NodeBuilder().withNewMetadata().withName(name).withUid(name).endMetadata().build();
    publisher.changed(ObjectKind.NODES, node, presence);
  }

  private static SiteView view(SiteState state) {
    return new SiteView("s", state, false, null, null);
  }
}
