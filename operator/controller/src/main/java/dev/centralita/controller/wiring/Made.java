package dev.centralita.controller.wiring;

import dev.centralita.controller.Settings;
import dev.centralita.controller.Shared;
import dev.centralita.controller.connection.ConnectionSettings;
import dev.centralita.controller.connection.SiteConnections;
import dev.centralita.controller.edgesite.EdgeSiteParts;
import dev.centralita.controller.edgesite.PowerWatch;
import dev.centralita.controller.fleet.FleetOwner;
import dev.centralita.controller.fleet.Observations;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.fleet.SiteFeed;
import dev.centralita.controller.hub.ColdStart;
import dev.centralita.controller.hub.HubFence;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.WorkloadIndex;
import dev.centralita.controller.improve.Improving;
import dev.centralita.controller.status.Announcer;
import dev.centralita.controller.steering.Steerer;
import dev.centralita.controller.workload.Restoring;
import dev.centralita.controller.workload.WorkloadParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What there is one of. */
@Singleton
class Made {

  @Produces
  @Singleton
  Settings settings(CentralitaConfig config) {
    return config.settings();
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Without this bean the framework counts nothing in a packaged jar. */
  @Produces
  @Singleton
  Metrics frameworkMetrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  @Produces
  @Singleton
  OperatorMetrics operatorMetrics(MeterRegistry registry) {
    return new OperatorMetrics(registry);
  }

  @Produces
  @Singleton
  FleetOwner fleetOwner(Clock clock, OperatorMetrics metrics, Pokes pokes) {
    var owner = new FleetOwner(clock, metrics, pokes::workload);
    metrics.watch(owner);
    return owner;
  }

  void close(@Disposes FleetOwner owner) {
    owner.close();
  }

  @Produces
  @Singleton
  SiteBook siteBook(FleetOwner owner) {
    return new SiteBook(owner);
  }

  @Produces
  @Singleton
  Observations observations(Settings settings) {
    return new Observations(settings.hubId());
  }

  @Produces
  @Singleton
  WorkloadIndex workloadIndex() {
    return new WorkloadIndex();
  }

  @Produces
  @Singleton
  Pokes pokes(WorkloadIndex index) {
    return new Pokes(index);
  }

  void close(@Disposes Pokes pokes) {
    pokes.close();
  }

  @Produces
  @Singleton
  HubReads hubReads(KubernetesClient client) {
    return new HubReads(client);
  }

  @Produces
  @Singleton
  ColdStart coldStart(Settings settings) {
    return new ColdStart(settings.startWait());
  }

  @Produces
  @Singleton
  Announcer announcer(KubernetesClient client, Clock clock, Identity identity) {
    return new Announcer(client, clock, identity.name());
  }

  void close(@Disposes Announcer announcer) {
    announcer.close();
  }

  @Produces
  @Singleton
  SiteConnections connections(
      Settings settings,
      KubernetesClient hub,
      SiteBook book,
      Observations observations,
      Pokes pokes,
      OperatorMetrics metrics) {
    var limits = ConnectionSettings.defaults().withLoopbackAllowed(settings.loopbackSites());
    return SiteConnections.open(limits, hub, new SiteFeed(book, observations, pokes), metrics);
  }

  void close(@Disposes SiteConnections connections) {
    connections.close();
  }

  @Produces
  @Singleton
  Shared shared(
      KubernetesClient client,
      Clock clock,
      Settings settings,
      FleetOwner owner,
      SiteBook book,
      Observations observations,
      HubReads reads,
      WorkloadIndex index,
      Pokes pokes,
      Announcer announcer) {
    return new Shared(
        client, clock, settings, owner, book, observations, reads, index, pokes, announcer);
  }

  @Produces
  @Singleton
  WorkloadParts workloadParts(
      Shared shared, SiteConnections connections, HubFence fence, OperatorMetrics metrics) {
    return new WorkloadParts(shared, connections, fence, metrics);
  }

  @Produces
  @Singleton
  EdgeSiteParts edgeSiteParts(
      Shared shared,
      SiteConnections connections,
      OperatorMetrics metrics,
      HubFence fence,
      ColdStart coldStart,
      PowerWatch begun) {
    var steerer = new Steerer(shared, connections, fence);
    return new EdgeSiteParts(shared, connections, metrics, fence, steerer, coldStart);
  }

  @Produces
  @Singleton
  PowerWatch powerWatch(
      Settings settings,
      SiteConnections connections,
      SiteBook book,
      Pokes pokes,
      Clock clock,
      OperatorMetrics metrics) {
    return new PowerWatch(connections, book, pokes, clock, metrics, settings.powerInterval());
  }

  void close(@Disposes PowerWatch watch) {
    watch.close();
  }

  @Produces
  @Singleton
  Improving improving(
      CentralitaConfig config,
      FleetOwner owner,
      Pokes pokes,
      HubFence fence,
      ColdStart coldStart,
      OperatorMetrics metrics,
      Clock clock) {
    return new Improving(
        owner, pokes, fence, coldStart, config.improve().settings(), metrics, clock);
  }

  void close(@Disposes Improving improving) {
    improving.close();
  }

  @Produces
  @Singleton
  Restoring restoring(
      KubernetesClient client,
      WorkloadParts parts,
      WorkloadIndex index,
      SiteBook book,
      ColdStart coldStart) {
    return new Restoring(client, parts, index, book, coldStart);
  }
}
