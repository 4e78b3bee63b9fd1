package dev.centralita.controller.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.controller.hub.WorkloadIndex.Line;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadIndexTest {
  @Test
  void whatHasRunToItsEndIsAtItsSiteButDoesNotHoldADrain() {
    var index = new WorkloadIndex();
    index.put("team/run", new Line("u1", Set.of("madrid"), false, null, Set.of(), true));
    index.put("team/video", new Line("u2", Set.of("madrid"), false, null, Set.of()));
    assertThat(index.at("madrid")).containsExactly("team/run", "team/video");
    assertThat(index.unfinishedAt("madrid")).containsExactly("team/video");
  }
}
