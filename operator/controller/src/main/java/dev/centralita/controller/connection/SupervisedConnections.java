package dev.centralita.controller.connection;

import dev.centralita.controller.connection.ClusterLine.UnusableSpec;
import dev.centralita.controller.connection.KubeconfigResult.Accepted;
import dev.centralita.controller.connection.KubeconfigResult.Rejected;
import dev.centralita.controller.connection.SiteUnavailable.Outcome;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The registry: a desk per site, a line per remote site and one for all that are local. */
final class SupervisedConnections implements SiteConnections {

  private final ConnectionSettings settings;
  private final TimeSource time;
  private final KubernetesClient hub;
  private final SiteListener listener;
  private final ConnectionMetrics metrics;
  private final KubeconfigParser parser;
  // Virtual threads: a site's work may block without taking a thread from another's.
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("site-", 0).factory());
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final Map<String, SiteDesk> desks = new ConcurrentSkipListMap<>();
  private final HubMirror hubMirror = new HubMirror();
  // Made with the first local site; guarded by this.
  private @Nullable ClusterLine hubLine;
  private @Nullable LineHealth hubHealth;

  SupervisedConnections(
      ConnectionSettings settings,
      TimeSource time,
      KubernetesClient hub,
      SiteListener listener,
      ConnectionMetrics metrics) {
    this.settings = settings;
    this.time = time;
    this.hub = hub;
    this.listener = listener;
    this.metrics = metrics;
    this.parser = new KubeconfigParser(settings.loopbackAllowed());
  }

  @Override
  public synchronized void ensure(String site, ConnectionSpec spec) {
    var desk = desks.get(site);
    if (desk == null) {
      var publisher = new SitePublisher(site, listener, executor);
      desk = new SiteDesk(site, spec, settings, time, publisher, metrics);
      desks.put(site, desk);
      desk.back(spec, backing(site, spec, desk));
    } else if (!desk.spec().equals(spec)) {
      var old = desk.spec();
      if (isSameSource(old, spec)) {
        desk.change(spec, !isSameCredential(old, spec));
      } else {
        desk.back(spec, backing(site, spec, desk));
      }
    }
  }

  @Override
  public synchronized void remove(String site) {
    var desk = desks.remove(site);
    if (desk != null) {
      desk.close();
      metrics.removed(site);
    }
  }

  @Override
  public Optional<SiteView> state(String site) {
    return Optional.ofNullable(desks.get(site)).map(SiteDesk::view);
  }

  @Override
  public List<SiteView> states() {
    return desks.values().stream().map(SiteDesk::view).toList();
  }

  @Override
  public Optional<SiteObjects> objects(String site) {
    return Optional.ofNullable(desks.get(site)).map(SiteDesk::objects);
  }

  @Override
  public <T> T call(String site, Function<KubernetesClient, T> requests) {
    var desk = desks.get(site);
    if (desk == null) {
      throw new SiteUnavailable(site, Outcome.NOT_TRIED, "not connected", null);
    }
    return desk.call(requests);
  }

  @Override
  public byte[] read(String site, String path, Map<String, String> query) {
    var desk = desks.get(site);
    if (desk == null) {
      throw new SiteUnavailable(site, Outcome.NOT_TRIED, "not connected", null);
    }
    return desk.read(path, query);
  }

  @Override
  public synchronized void close() {
    desks.values().forEach(SiteDesk::close);
    desks.clear();
    if (hubLine != null) {
      hubLine.close();
    }
    executor.shutdownNow();
  }

  private static boolean isSameSource(ConnectionSpec old, ConnectionSpec spec) {
    return old instanceof ConnectionSpec.Local a
        ? spec instanceof ConnectionSpec.Local b && a.nodeSelector().equals(b.nodeSelector())
        : !(spec instanceof ConnectionSpec.Local);
  }

  private static boolean isSameCredential(ConnectionSpec old, ConnectionSpec spec) {
    return old instanceof ConnectionSpec.Remote a
        && spec instanceof ConnectionSpec.Remote b
        && a.kubeconfig().equals(b.kubeconfig());
  }

  private Backing backing(String site, ConnectionSpec spec, SiteDesk desk) {
    if (spec instanceof ConnectionSpec.Local local) {
      return local(local, desk);
    }
    var health = new LineHealth(time, desk::refresh);
    var mirror = new ClusterMirror(desk.publisher(), settings.objectLimit());
    var context = new FeedContext(site, settings, time, mirror, health, metrics);
    var line = new ClusterLine(context, spec, this::open, executor, desk::refresh);
    executor.execute(line);
    return new Backing.Remote(line, health, mirror);
  }

  private Backing local(ConnectionSpec.Local spec, SiteDesk desk) {
    var health = hubHealth;
    var line = hubLine;
    if (health == null || line == null) {
      health = new LineHealth(time, this::refreshLocal);
      var context = new FeedContext("(hub)", settings, time, hubMirror.mirror(), health, metrics);
      line =
          new ClusterLine(
              context,
              new ConnectionSpec.Local(Map.of(), null),
              ignored -> new Link(hub, false),
              executor,
              this::refreshLocal);
      hubHealth = health;
      hubLine = line;
      executor.execute(line);
    }
    return new Backing.Local(
        line, health, hubMirror, hubMirror.join(spec.nodeSelector(), desk.publisher()));
  }

  private void refreshLocal() {
    for (var desk : desks.values()) {
      if (desk.spec() instanceof ConnectionSpec.Local) {
        desk.refresh();
      }
    }
  }

  private Link open(ConnectionSpec spec) throws UnusableSpec {
    return switch (spec) {
      case ConnectionSpec.Remote remote ->
          switch (parser.parse(remote.kubeconfig())) {
            case Accepted accepted ->
                new Link(
                    SiteHttp.client(accepted.credential(), settings, executor, serialization),
                    true);
            case Rejected rejected -> throw new UnusableSpec(rejected.problems());
          };
      case ConnectionSpec.Unusable unusable -> throw new UnusableSpec(unusable.problems());
      case ConnectionSpec.Local local -> new Link(hub, false);
    };
  }
}
