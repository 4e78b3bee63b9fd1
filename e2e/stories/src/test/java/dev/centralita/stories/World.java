package dev.centralita.stories;

import dev.centralita.api.EdgeSite;
import dev.centralita.fleet.Ability;
import dev.centralita.fleet.Cluster;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.ControlPlanes;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.NodePool;
import dev.centralita.fleet.Provider;
import dev.centralita.fleet.kind.KindCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * A hub with a running operator, and four sites of eight L4 each: {@link #MADRID}, {@link
 * #VALENCIA} and {@link #BARCELONA} in Spain, in this order of distance from Madrid, and {@link
 * #PARIS} in France. Madrid's are in two machines, the others' in one. Started once for all
 * stories, by the provider of this run; each story begins with all four registered and nothing
 * running, and works in a namespace of its own.
 *
 * <pre>{@code
 * @RegisterExtension static final World world = new World();
 * }</pre>
 */
final class World implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  static final Draft MADRID = Draft.site("madrid", "40.4168", "-3.7038");
  static final Draft VALENCIA = Draft.site("valencia", "39.4699", "-0.3763");
  static final Draft BARCELONA = Draft.site("barcelona", "41.3874", "2.1686");
  static final Draft PARIS =
      Draft.site("paris", "48.8566", "2.3522")
          .country("FR")
          .controlledBy("FR")
          .with("/spec/carrier", "Orange");
  static final List<Draft> SITES = List.of(MADRID, VALENCIA, BARCELONA, PARIS);

  /** Short time-outs, so that what takes minutes in earnest takes seconds here. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "CENTRALITA_HUB_ID", "hub",
          "CENTRALITA_UNSCHEDULABLE_TIMEOUT", "5S",
          "CENTRALITA_DEAD_SITE_TIMEOUT", "10S",
          "CENTRALITA_POWER_INTERVAL", "1S");

  private static final NodePool TWO_MACHINES = NodePool.of(2, "l4");
  private static final NodePool ONE_MACHINE = NodePool.of(1, "l4-8");

  /**
   * How much longer than alone things may take beside other worlds. Containers take their time,
   * where KWOK's machines say at once that they run.
   */
  static final int SLOWNESS = Provider.chosen().abilities().contains(Ability.CONTAINERS) ? 3 : 2;

  private static final AtomicInteger STORIES = new AtomicInteger();

  private @Nullable Running running;
  private String namespace = "";

  private record Running(ControlPlanes planes, Installation installation, Operator operator)
      implements AutoCloseable {

    static Running start() {
      Path root = Path.of(System.getProperty("centralita.root", "../.."));
      var planes =
          ControlPlanes.start(
              Layout.hubAnd(
                  SITES.stream()
                      .map(s -> ClusterSpec.of(s.name(), s == MADRID ? TWO_MACHINES : ONE_MACHINE))
                      .toArray(ClusterSpec[]::new)));
      try {
        var installation = new Installation(root, planes.hub());
        installation.apply();
        planes.sites().forEach(s -> installation.giveCredential(s.name(), s.operatorKubeconfig()));
        Path log = root.resolve("e2e/stories/target/" + logName());
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        Operator operator =
            planes.hub() instanceof KindCluster hub
                ? new OperatorPods(root, hub, log, SETTINGS)
                : new OperatorProcess(root, installation.operatorKubeconfig(), log, SETTINGS);
        operator.start();
        return new Running(planes, installation, operator);
      } catch (IOException e) {
        planes.close();
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        planes.close();
        throw e;
      }
    }

    /** Of this provider and test JVM: several run stories at once, each in a world of its own. */
    private static String logName() {
      return "operator-%s-%s.log"
          .formatted(Provider.chosen().name(), System.getProperty("centralita.fork", "1"));
    }

    @Override
    public void close() {
      operator.close();
      planes.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(World.class))
            .getOrComputeIfAbsent(World.class, key -> Running.start(), Running.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!operator().isAlive()) {
      operator().start();
    }
    SITES.forEach(this::apply);
    SITES.forEach(site -> awaitSite(site.name(), "Ready", "True"));
    SITES.forEach(site -> awaitMachines(site.name()));
    namespace = newNamespace("story-" + STORIES.incrementAndGet(), Map.of());
  }

  /** Takes everything away that the story made, and waits until the sites are empty. */
  @Override
  public void afterEach(ExtensionContext context) {
    if (!operator().isAlive()) {
      operator().start();
    }
    for (String kind : List.of("SovereignWorkload", "LatencySLA")) {
      resources(kind).inAnyNamespace().delete();
    }
    resources("SovereigntyPolicy").delete();
    SITES.forEach(this::apply);
    for (var site : hub().resources(EdgeSite.class).list().getItems()) {
      if (SITES.stream().noneMatch(s -> s.name().equals(site.getMetadata().getName()))) {
        hub().resource(site).delete();
      }
    }
    within(60)
        .alias("the sites to be empty after the story; operator log: " + operator().log())
        .until(() ->
            planes().sites().stream().allMatch(s -> truth(s.name()).deliveredPods().isEmpty()));
    within(60)
        .until(() -> resources("SovereignWorkload").inAnyNamespace().list().getItems().isEmpty());
  }

  /** Namespace of this story at the hub. */
  String namespace() {
    return namespace;
  }

  String newNamespace(String name, Map<String, String> labels) {
    var object =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .build();
    hub().resource(object).create();
    return name;
  }

  /** A service of this story: one GPU a replica, users in Madrid. */
  Draft workload(String name, int replicas) {
    return Draft.workload(namespace, name, replicas);
  }

  Draft batch(String name, int replicas) {
    return Draft.batch(namespace, name, replicas);
  }

  /** As {@code kubectl apply --server-side} does it. */
  void apply(Draft draft) {
    hub().resource(draft.toObject()).fieldManager("story").forceConflicts().serverSideApply();
  }

  void delete(Draft draft) {
    hub().resource(draft.toObject()).delete();
  }

  /** The workload as users see it, to look at and to wait for. */
  Watched watch(Draft workload) {
    return new Watched(this, workload.namespace(), workload.name());
  }

  Watched applied(Draft workload) {
    apply(workload);
    return watch(workload);
  }

  void awaitSite(String name, String condition, String status) {
    within(60)
        .alias(
            "EdgeSite %s: %s=%s; operator log: %s"
                .formatted(name, condition, status, operator().log()))
        .until(() -> Conditions.are(site(name), condition, status));
  }

  /** After an outage of its API server a site's machines are heard of again one by one. */
  private void awaitMachines(String name) {
    within(60)
        .alias("all GPUs of %s to be usable".formatted(name))
        .until(() -> {
          var gpus = site(name).getStatus().gpus();
          return gpus != null && gpus.capacity() == truth(name).gpusThere();
        });
  }

  EdgeSite site(String name) {
    return Objects.requireNonNull(
        hub().resources(EdgeSite.class).withName(name).get(), "EdgeSite " + name);
  }

  /** GPUs at a site that the hub counts as held or promised. */
  int gpusUsed(String site) {
    var gpus = site(site).getStatus().gpus();
    return gpus == null ? -1 : gpus.used();
  }

  SiteTruth truth(String site) {
    return new SiteTruth(cluster(site));
  }

  KubernetesClient hub() {
    return planes().hub().adminClient();
  }

  Cluster cluster(String site) {
    return planes().site(site);
  }

  ControlPlanes planes() {
    return running().planes;
  }

  Installation installation() {
    return running().installation;
  }

  Operator operator() {
    return running().operator;
  }

  static ConditionFactory within(int seconds) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds((long) seconds * SLOWNESS))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions();
  }

  private io.fabric8.kubernetes.client.dsl.MixedOperation<
          io.fabric8.kubernetes.api.model.GenericKubernetesResource,
          io.fabric8.kubernetes.api.model.GenericKubernetesResourceList,
          io.fabric8.kubernetes.client.dsl.Resource<
              io.fabric8.kubernetes.api.model.GenericKubernetesResource>>
      resources(String kind) {
    return hub().genericKubernetesResources("centralita.dev/v1alpha1", kind);
  }

  private Running running() {
    return Objects.requireNonNull(running, "the world begins with the first story");
  }
}
