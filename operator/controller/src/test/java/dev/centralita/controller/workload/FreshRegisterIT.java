package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.SovereignWorkloadStatus.DecidedSite;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A decision is not recorded on an EdgeSite that the hub has meanwhile narrowed. */
class FreshRegisterIT {
  private static final Path CRD = Path.of("..", "..", "crds", "edgesites.yaml");

  @RegisterExtension
  static final ControlPlanesExtension planes =
      ControlPlanesExtension.own(new Layout(ClusterSpec.apiOnly("hub"), List.of()));

  private final FleetOwner owner =
      new FleetOwner(Clock.systemUTC(), (count, nanos) -> {}, name -> {});
  private final SiteBook book = new SiteBook(owner);
  private EdgeSite entered;

  @BeforeEach
  void enter() throws IOException {
    try (var crd = Files.newInputStream(CRD)) {
      hub().load(crd).serverSideApply();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> hub().resources(EdgeSite.class).list() != null);
    entered = apply(Madrid.REGISTERED);
    Madrid.enter(book, entered);
  }

  @AfterEach
  void leave() {
    hub().resource(entered).delete();
    owner.close();
  }

  private static KubernetesClient hub() {
    return planes.hub().adminClient();
  }

  private static EdgeSite apply(String yaml) {
    var site = Serialization.unmarshal(yaml, EdgeSite.class);
    return hub().resource(site).forceConflicts().serverSideApply();
  }

  private boolean isCurrent(String siteUid) {
    var decision = Cases.decision(1, "digest", new DecidedSite("madrid", siteUid, 1, List.of()));
    var plan =
        new Plan(new Asking.Suspended(), null, new Deciding.Write(decision), Set.of(), Map.of());
    return new Planner(owner, book, new HubReads(hub())).isCurrent(plan);
  }

  @Test
  void whatTheWatchHasShownIsCurrent() {
    assertThat(isCurrent(entered.getMetadata().getUid())).isTrue();
  }

  @Test
  void aNarrowingThatTheWatchHasNotShownYetIsWaitedFor() {
    apply(Madrid.REGISTERED + "  unschedulable: true\n");
    assertThat(isCurrent(entered.getMetadata().getUid())).isFalse();
  }

  @Test
  void aSiteThatIsGoneOrAnotherOfItsNameIsNotTheOneDecidedOn() {
    assertThat(isCurrent("uid-of-an-earlier-madrid")).isFalse();
    hub().resource(entered).delete();
    assertThat(isCurrent(entered.getMetadata().getUid())).isFalse();
  }
}
