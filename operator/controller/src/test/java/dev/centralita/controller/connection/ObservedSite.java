package dev.centralita.controller.connection;

import static org.awaitility.Awaitility.await;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.connection.SiteState.Synced;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.Observations;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.fleet.SiteFeed;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.Layout;
import dev.centralita.fleet.junit.ControlPlanesExtension;
import dev.centralita.inventory.SiteReading;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One site on a real API server, and all that is between it and the fleet. */
public final class ObservedSite implements AutoCloseable {
  public static final String NAME = "s1";
  public static final Layout LAYOUT =
      new Layout(ClusterSpec.apiOnly(Layout.HUB), List.of(ClusterSpec.apiOnly(NAME)));

  private final ControlPlanesExtension planes;
  private final Map<String, Object> power;
  private final FleetOwner owner =
      new FleetOwner(Clock.systemUTC(), (decisions, nanos) -> {}, name -> {});
  private final Pokes pokes = new Pokes(new WorkloadIndex());
  private final SiteBook book = new SiteBook(owner);
  private final SiteConnections connections;

  /**
   * Not connected yet.
   *
   * @param power {@code spec.power} of the EdgeSite
   */
  public ObservedSite(
      ControlPlanesExtension planes, ConnectionSettings settings, Map<String, Object> power) {
    this.planes = planes;
    this.power = power;
    this.connections =
        SiteConnections.open(
            settings,
            planes.hub().adminClient(),
            new SiteFeed(book, new Observations(Layout.HUB), pokes),
            ConnectionMetrics.NONE);
  }

  /** Enters it in the book and waits for its first full list. */
  public void connect() {
    book.enter(NAME, new SiteBook.Entry("uid", 1L, SiteReading.of(register()), null));
    connections.ensure(
        NAME, new ConnectionSpec.Remote(planes.site(NAME).operatorKubeconfig(), null));
    await().atMost(Duration.ofSeconds(30)).until(() -> state() instanceof Synced);
  }

  private EdgeSite register() {
    return Serialization.unmarshal(
        """
        apiVersion: centralita.dev/v1alpha1
        kind: EdgeSite
        metadata: {name: s1}
        spec:
          carrier: Telefónica
          location: {country: ES, city: Madrid, latitude: "40.4", longitude: "-3.7"}
          jurisdiction: {}
          connection: {kubeconfigSecret: {name: s1}}
          power: %s
        """
            .formatted(Serialization.asJson(power)),
        EdgeSite.class);
  }

  public SiteState state() {
    return connections.state(NAME).orElseThrow().state();
  }

  public FleetOwner owner() {
    return owner;
  }

  public Pokes pokes() {
    return pokes;
  }

  public SiteBook book() {
    return book;
  }

  public SiteConnections connections() {
    return connections;
  }

  @Override
  public void close() {
    connections.close();
    pokes.close();
    owner.close();
  }
}
