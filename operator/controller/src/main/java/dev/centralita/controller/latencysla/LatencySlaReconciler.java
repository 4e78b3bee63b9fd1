package dev.centralita.controller.latencysla;

import dev.centralita.api.LatencySLA;
import dev.centralita.controller.Shared;
import dev.centralita.controller.fleet.SiteBook;
import dev.centralita.controller.hub.EndlessRetry;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.Reporting;
import dev.centralita.inventory.SiteReading;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.List;

/** Reports which sites would meet each LatencySLA. */
@ControllerConfiguration(name = "latencysla", retry = EndlessRetry.class)
public class LatencySlaReconciler implements Reconciler<LatencySLA> {
  private final Shared shared;

  LatencySlaReconciler(Shared shared) {
    this.shared = shared;
  }

  @Override
  public UpdateControl<LatencySLA> reconcile(LatencySLA sla, Context<LatencySLA> context) {
    var name = sla.getMetadata().getNamespace() + "/" + sla.getMetadata().getName();
    var book = shared.book();
    var sites =
        book.sites().stream()
            .flatMap(site -> book.entry(site).stream())
            .map(SiteBook.Entry::reading)
            .filter(SiteReading::usable)
            .map(SiteReading::declared)
            .toList();
    var status =
        SlaStatus.of(sla, sites, shared.index().ofSla(name).size(), shared.clock().instant());
    return Reporting.report(
        shared.client(), sla, status, LatencySLA::new, shared.settings().resync());
  }

  @Override
  public List<EventSource<?, LatencySLA>> prepareEventSources(
      EventSourceContext<LatencySLA> context) {
    var inbound = new SimpleInboundEventSource<LatencySLA>("pokes");
    shared
        .pokes()
        .connect(
            Pokes.Kind.LatencySLA,
            name -> {
              int slash = name.indexOf('/');
              inbound.propagateEvent(
                  new ResourceID(name.substring(slash + 1), name.substring(0, slash)));
            });
    return List.of(inbound);
  }
}
