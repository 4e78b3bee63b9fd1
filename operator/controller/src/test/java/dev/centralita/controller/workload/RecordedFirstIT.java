package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.controller.connection.ConnectionSpec;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.connection.SiteObjects;
import dev.centralita.controller.connection.SiteUnavailable;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.L4Site;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.controller.status.Announcer;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import dev.centralita.placement.Fleet;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hub has refused to record, because somebody was faster, is delivered nowhere. */
class RecordedFirstIT {
  private static final Path CRDS = Path.of("..", "..", "crds");

  @RegisterExtension
  static final ControlPlanesExtension planes =
      ControlPlanesExtension.own(new Layout(ClusterSpec.apiOnly("hub"), List.of()));

  /** Sites that do not answer, and who was called. */
  private static final class Silent implements SiteConnections {
    final List<String> called = new ArrayList<>();

    @Override
    public void ensure(String site, ConnectionSpec spec) {}

    @Override
    public void remove(String site) {}

    @Override
    public Optional<SiteView> state(String site) {
      return Optional.empty();
    }

    @Override
    public List<SiteView> states() {
      return List.of();
    }

    @Override
    public Optional<SiteObjects> objects(String site) {
      return Optional.empty();
    }

    @Override
    public <T> T call(String site, Function<KubernetesClient, T> requests) {
      called.add(site);
      throw new SiteUnavailable(site, SiteUnavailable.Outcome.NOT_TRIED, "it is silent", null);
    }

    @Override
    public byte[] read(String site, String path, Map<String, String> query) {
      throw new SiteUnavailable(site, SiteUnavailable.Outcome.NOT_TRIED, "it is silent", null);
    }

    @Override
    public void close() {}
  }

  private final Silent sites = new Silent();
  private final WorkloadIndex index = new WorkloadIndex();
  private final Pokes pokes = new Pokes(index);
  private final FleetOwner owner =
      new FleetOwner(Clock.systemUTC(), (count, nanos) -> {}, name -> {});
  private final SiteBook book = new SiteBook(owner);
  private final HubFence fence =
      new HubFence(hub(), "default", "centralita", "me", Duration.ofHours(1), () -> {});
  private final Announcer announcer = new Announcer(hub(), Clock.systemUTC(), "test");
  private WorkloadPass pass;

  @BeforeEach
  void aSiteWithRoomAndAWorkload() throws IOException {
    try (var files = Files.list(CRDS)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        try (var crd = Files.newInputStream(file)) {
          hub().load(crd).serverSideApply();
        }
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() ->
            hub().resources(EdgeSite.class).list() != null
                && hub().resources(SovereignWorkload.class).inAnyNamespace().list() != null);
    var site = hub().resource(Serialization.unmarshal(Madrid.REGISTERED, EdgeSite.class)).create();
    Madrid.enter(book, site);
    owner.tell(new L4Site("madrid", "ES", 40_416_800, -3_703_800, 1)::enter);
    hub()
        .resource(new NamespaceBuilder().withNewMetadata().withName("team").endMetadata().build())
        .create();
    var workload = new SovereignWorkload();
    workload.setMetadata(new ObjectMetaBuilder().withName("video").withNamespace("team").build());
    workload.setSpec(Cases.spec(1, Mode.Service, null, false));
    hub().resource(workload).create();
    var metrics = new NoMetrics();
    fence.begin();
    pass =
        new WorkloadPass(
            hub(),
            new Planner(owner, book, new HubReads(hub())),
            new Carrying(sites, book, fence, "hub", metrics),
            index,
            pokes,
            new Telling(announcer, metrics),
            Duration.ofMinutes(1));
  }

  private static final class NoMetrics implements WorkloadMetrics {
    @Override
    public void refused(String reason) {}

    @Override
    public void wrote(String site, int writes) {}
  }

  @AfterEach
  void close() {
    fence.close();
    pokes.close();
    announcer.close();
    owner.close();
  }

  private static KubernetesClient hub() {
    return planes.hub().adminClient();
  }

  private static SovereignWorkload stored() {
    return hub().resources(SovereignWorkload.class).inNamespace("team").withName("video").get();
  }

  private static Gathered.Found gathered() {
    var inputs = new Inputs(stored(), hub().namespaces().withName("team").get(), List.of(), null);
    return new Gathered.Found(inputs, Map.of(), Map.of(), Map.of(), null, null, Instant.now());
  }

  @Test
  void aDecisionOnWhatIsNoLongerStoredIsGivenUpAndTakenAgain() throws Exception {
    var gathered = gathered();
    hub()
        .resource(stored())
        .edit(w -> {
          w.getMetadata().setLabels(Map.of("somebody", "was-faster"));
          return w;
        });

    assertThat(pass.run(gathered)).isEqualTo(Duration.ZERO);
    assertThat(sites.called).isEmpty();
    assertThat(stored().getStatus()).isNull();
    assertThat(owner.query(Fleet::snapshot).get().promises()).isEmpty();

    pass.run(gathered());
    assertThat(stored().getStatus().decision().sites())
        .extracting(site -> site.site())
        .containsExactly("madrid");
    assertThat(sites.called).containsExactly("madrid");
    assertThat(owner.query(Fleet::snapshot).get().promises()).hasSize(1);
  }
}
