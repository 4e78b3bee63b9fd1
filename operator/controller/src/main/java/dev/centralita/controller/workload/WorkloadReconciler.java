package dev.centralita.controller.workload;

import dev.centralita.api.LatencySLA;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereigntyPolicy;
import dev.centralita.controller.hub.ColdStart;
import dev.centralita.controller.hub.EndlessRetry;
import dev.centralita.controller.hub.HubReads;
import dev.centralita.controller.hub.Pokes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
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
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keeps every workload where it may be and is nearest to its users. */
@ControllerConfiguration(
    name = "workload",
    finalizerName = "centralita.dev/workload",
    retry = EndlessRetry.class)
public class WorkloadReconciler
    implements Reconciler<SovereignWorkload>, Cleaner<SovereignWorkload> {
  private static final Duration NOT_YET = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final WorkloadParts parts;
  private final ColdStart coldStart;
  private final HubReads reads;
  private final Pokes pokes;

  WorkloadReconciler(WorkloadParts parts, ColdStart coldStart, HubReads reads, Pokes pokes) {
    this.parts = parts;
    this.coldStart = coldStart;
    this.reads = reads;
    this.pokes = pokes;
  }

  @Override
  public UpdateControl<SovereignWorkload> reconcile(
      SovereignWorkload cached, Context<SovereignWorkload> context) {
    if (!coldStart.isOver()) {
      return UpdateControl.<SovereignWorkload>noUpdate().rescheduleAfter(NOT_YET);
    }
    var metadata = cached.getMetadata();
    return switch (parts.gatherer().gather(metadata.getNamespace(), metadata.getName())) {
      case Gathered.Gone gone -> UpdateControl.noUpdate();
      case Gathered.Found found -> {
        var next = parts.pass().run(found);
        yield UpdateControl.<SovereignWorkload>noUpdate()
            .rescheduleAfter(next.compareTo(AT_ONCE) < 0 ? AT_ONCE : next);
      }
    };
  }

  @Override
  public DeleteControl cleanup(SovereignWorkload workload, Context<SovereignWorkload> context) {
    if (!coldStart.isOver()) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_YET);
    }
    return parts.cleanup().clean(workload).isEmpty()
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
  }

  @Override
  public List<EventSource<?, SovereignWorkload>> prepareEventSources(
      EventSourceContext<SovereignWorkload> context) {
    var inbound = new SimpleInboundEventSource<SovereignWorkload>("pokes");
    pokes.connect(
        Pokes.Kind.SovereignWorkload,
        name -> {
          int slash = name.indexOf('/');
          inbound.propagateEvent(
              new ResourceID(name.substring(slash + 1), name.substring(0, slash)));
        });
    return List.of(
        inbound,
        source(
            context,
            Namespace.class,
            namespace -> all(context, w -> isIn(w, namespace.getMetadata().getName()))),
        source(context, SovereigntyPolicy.class, policy -> all(context, w -> true)),
        source(context, LatencySLA.class, sla -> all(context, w -> refersTo(w, sla))));
  }

  /** Wakes on what is said about an object, not on what is only its status. */
  private <R extends HasMetadata> InformerEventSource<R, SovereignWorkload> source(
      EventSourceContext<SovereignWorkload> context,
      Class<R> type,
      SecondaryToPrimaryMapper<R> mapper) {
    var configuration =
        InformerEventSourceConfiguration.from(type, SovereignWorkload.class)
            .withName(type.getSimpleName())
            .withWatchAllNamespaces()
            .withOnUpdateFilter((now, old) -> differs(now, old))
            .withSecondaryToPrimaryMapper((R changed) -> {
              reads.changed();
              return mapper.toPrimaryResourceIDs(changed);
            })
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static boolean differs(HasMetadata now, HasMetadata old) {
    return !Objects.equals(now.getMetadata().getGeneration(), old.getMetadata().getGeneration())
        || !Objects.equals(now.getMetadata().getLabels(), old.getMetadata().getLabels());
  }

  private static Set<ResourceID> all(
      EventSourceContext<SovereignWorkload> context, Predicate<SovereignWorkload> which) {
    return context
        .getPrimaryCache()
        .list()
        .filter(which)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static boolean isIn(SovereignWorkload workload, String namespace) {
    return namespace.equals(workload.getMetadata().getNamespace());
  }

  private static boolean refersTo(SovereignWorkload workload, LatencySLA sla) {
    var latency = workload.getSpec().latency();
    return latency != null
        && latency.slaRef() != null
        && isIn(workload, sla.getMetadata().getNamespace())
        && latency.slaRef().name().equals(sla.getMetadata().getName());
  }
}
