package dev.centralita.controller.edgesite;

import dev.centralita.api.EdgeSite;
import dev.centralita.controller.hub.EndlessRetry;
import dev.centralita.controller.hub.Pokes;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps every site connected and reported, and lets it go when it is empty. */
@ControllerConfiguration(
    name = "edgesite",
    finalizerName = "centralita.dev/edgesite",
    retry = EndlessRetry.class)
public class EdgeSiteReconciler implements Reconciler<EdgeSite>, Cleaner<EdgeSite> {
  private static final Duration NOT_YET = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration STEERING = Duration.ofSeconds(5);

  private final EdgeSiteParts parts;
  private @Nullable IndexerResourceCache<EdgeSite> sites;
  private @Nullable InformerEventSource<Secret, EdgeSite> secrets;

  EdgeSiteReconciler(EdgeSiteParts parts) {
    this.parts = parts;
  }

  @Override
  public UpdateControl<EdgeSite> reconcile(EdgeSite site, Context<EdgeSite> context) {
    var next = parts.pass().run(site, others(site), this::secret);
    if (parts.coldStart().isRestored() && parts.steerer().look(site)) {
      // What waits elsewhere does not wake this site.
      next = next.compareTo(STEERING) < 0 ? next : STEERING;
    }
    return UpdateControl.<EdgeSite>noUpdate().rescheduleAfter(next);
  }

  @Override
  public DeleteControl cleanup(EdgeSite site, Context context) {
    if (!parts.coldStart().isRestored()) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
    }
    return parts.pass().empty(site, others(site), this::secret)
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
  }

  @Override
  public List<EventSource<?, EdgeSite>> prepareEventSources(EventSourceContext<EdgeSite> context) {
    var all = context.getPrimaryCache();
    sites = all;
    var inbound = new SimpleInboundEventSource<EdgeSite>("pokes");
    parts
        .shared()
        .pokes()
        .connect(Pokes.Kind.EdgeSite, name -> inbound.propagateEvent(new ResourceID(name)));
    var configuration =
        InformerEventSourceConfiguration.from(Secret.class, EdgeSite.class)
            .withName("credentials")
            .withNamespaces(Set.of(parts.shared().settings().namespace()))
            .withSecondaryToPrimaryMapper((Secret secret) ->
                all.list()
                    .filter(site -> uses(site, secret.getMetadata().getName()))
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet()))
            .build();
    var source = new InformerEventSource<>(configuration, context);
    secrets = source;
    return List.of(inbound, source);
  }

  private static boolean uses(EdgeSite site, String secret) {
    var connection = site.getSpec().connection();
    return connection != null
        && connection.kubeconfigSecret() != null
        && secret.equals(connection.kubeconfigSecret().name());
  }

  private List<EdgeSite> others(EdgeSite site) {
    var name = site.getMetadata().getName();
    return Objects.requireNonNull(sites)
        .list()
        .filter(other -> !name.equals(other.getMetadata().getName()))
        .toList();
  }

  private @Nullable Secret secret(String name) {
    return Objects.requireNonNull(secrets)
        .get(new ResourceID(name, parts.shared().settings().namespace()))
        .orElse(null);
  }
}
