package dev.centralita.controller.sovereigntypolicy;

import dev.centralita.api.SovereigntyPolicy;
import dev.centralita.controller.Shared;
import dev.centralita.controller.hub.EndlessRetry;
import dev.centralita.controller.hub.Pokes;
import dev.centralita.controller.hub.Reporting;
import dev.centralita.controller.hub.Selectors;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports whom each SovereigntyPolicy binds; binding itself is the workload's own pass. */
@ControllerConfiguration(name = "sovereigntypolicy", retry = EndlessRetry.class)
public class SovereigntyPolicyReconciler implements Reconciler<SovereigntyPolicy> {
  private final Shared shared;
  private @Nullable InformerEventSource<Namespace, SovereigntyPolicy> namespaces;

  SovereigntyPolicyReconciler(Shared shared) {
    this.shared = shared;
  }

  @Override
  public UpdateControl<SovereigntyPolicy> reconcile(
      SovereigntyPolicy policy, Context<SovereigntyPolicy> context) {
    var selector = policy.getSpec().namespaceSelector();
    int bound =
        (int)
            Objects.requireNonNull(namespaces)
                .list()
                .filter(n -> Selectors.selects(selector, n.getMetadata().getLabels()))
                .count();
    int workloads = shared.index().ofPolicy(policy.getMetadata().getName()).size();
    var status = PolicyStatus.of(policy, bound, workloads, shared.clock().instant());
    return Reporting.report(
        shared.client(), policy, status, SovereigntyPolicy::new, shared.settings().resync());
  }

  @Override
  public List<EventSource<?, SovereigntyPolicy>> prepareEventSources(
      EventSourceContext<SovereigntyPolicy> context) {
    var inbound = new SimpleInboundEventSource<SovereigntyPolicy>("pokes");
    shared
        .pokes()
        .connect(
            Pokes.Kind.SovereigntyPolicy, name -> inbound.propagateEvent(new ResourceID(name)));
    var all = context.getPrimaryCache();
    var configuration =
        InformerEventSourceConfiguration.from(Namespace.class, SovereigntyPolicy.class)
            .withName("namespaces")
            .withWatchAllNamespaces()
            .withOnUpdateFilter((now, old) ->
                !Objects.equals(now.getMetadata().getLabels(), old.getMetadata().getLabels()))
            .withSecondaryToPrimaryMapper((Namespace namespace) ->
                all.list().map(ResourceID::fromResource).collect(Collectors.toSet()))
            .build();
    var source = new InformerEventSource<>(configuration, context);
    namespaces = source;
    return List.of(inbound, source);
  }
}
