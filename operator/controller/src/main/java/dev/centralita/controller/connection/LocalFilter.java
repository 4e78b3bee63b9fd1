package dev.centralita.controller.connection;

import dev.centralita.controller.connection.SiteListener.Presence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the hub that is one local site: nodes with its labels, the pods on them, and what is
 * bound to them by its own node selector (delivery renders the site's selector into every pod). Not
 * thread-safe: {@link HubMirror} calls it under its lock.
 */
final class LocalFilter implements ObjectSink {

  private final Map<String, String> selector;
  private final ClusterMirror mirror;
  private final ObjectSink sink;
  private final Set<String> nodes = new HashSet<>();
  private final Map<String, HasMetadata> told = new HashMap<>();

  LocalFilter(Map<String, String> selector, ClusterMirror mirror, ObjectSink sink) {
    this.selector = selector;
    this.mirror = mirror;
    this.sink = sink;
  }

  /** Tells everything that is there already. */
  void replay() {
    for (var node : mirror.list(ObjectKind.NODES)) {
      boolean mine = isMine(node);
      tell(ObjectKind.NODES, node, mine);
      if (mine) {
        nodes.add(node.getMetadata().getName());
      }
    }
    mirror.list(ObjectKind.PODS).forEach(p -> changed(ObjectKind.PODS, p, Presence.PRESENT));
    mirror
        .list(ObjectKind.DEPLOYMENTS)
        .forEach(d -> changed(ObjectKind.DEPLOYMENTS, d, Presence.PRESENT));
    mirror.list(ObjectKind.JOBS).forEach(j -> changed(ObjectKind.JOBS, j, Presence.PRESENT));
    ObjectKind.ACCELERATORS.forEach(this::replay);
  }

  private <T extends HasMetadata> void replay(ObjectKind<T> kind) {
    mirror.list(kind).forEach(object -> changed(kind, object, Presence.PRESENT));
  }

  @Override
  public <T extends HasMetadata> void changed(ObjectKind<T> kind, T object, Presence presence) {
    boolean mine = presence == Presence.PRESENT && isMine(object);
    tell(kind, object, mine);
    if (object instanceof Node node) {
      var name = node.getMetadata().getName();
      if (mine ? nodes.add(name) : nodes.remove(name)) {
        podsOn(name).forEach(pod -> tell(ObjectKind.PODS, pod, isMine(pod)));
      }
    }
  }

  private <T extends HasMetadata> void tell(ObjectKind<T> kind, T object, boolean mine) {
    var key = kind.plural() + "/" + object.getMetadata().getUid();
    if (mine) {
      told.put(key, object);
      sink.changed(kind, object, Presence.PRESENT);
    } else if (told.remove(key) != null) {
      sink.changed(kind, object, Presence.GONE);
    }
  }

  /** What of the hub is this site's. */
  SiteObjects objects() {
    return new SiteObjects(
        told(ObjectKind.NODES),
        told(ObjectKind.PODS),
        told(ObjectKind.DEPLOYMENTS),
        told(ObjectKind.JOBS),
        ObjectKind.ACCELERATORS.stream().<HasMetadata>flatMap(k -> told(k).stream()).toList());
  }

  private <T extends HasMetadata> List<T> told(ObjectKind<T> kind) {
    return told.values().stream().filter(kind.type()::isInstance).map(kind.type()::cast).toList();
  }

  private boolean isMine(HasMetadata object) {
    return switch (object) {
      case Node node -> carries(node.getMetadata().getLabels());
      case Pod pod -> isMine(pod);
      case Deployment deployment ->
          deployment.getSpec() != null && selects(deployment.getSpec().getTemplate());
      case Job job -> job.getSpec() != null && selects(job.getSpec().getTemplate());
      // What says which GPUs the cluster has says it to each of its sites.
      default -> true;
    };
  }

  private boolean isMine(Pod pod) {
    if (pod.getSpec() == null) {
      return false;
    }
    var node = pod.getSpec().getNodeName();
    return (node == null || node.isEmpty())
        ? carries(pod.getSpec().getNodeSelector())
        : nodes.contains(node);
  }

  private boolean selects(@Nullable PodTemplateSpec template) {
    return template != null
        && template.getSpec() != null
        && carries(template.getSpec().getNodeSelector());
  }

  private boolean carries(@Nullable Map<String, String> labels) {
    return labels != null && labels.entrySet().containsAll(selector.entrySet());
  }

  private List<Pod> podsOn(String node) {
    return mirror.list(ObjectKind.PODS).stream()
        .filter(pod -> pod.getSpec() != null && node.equals(pod.getSpec().getNodeName()))
        .toList();
  }
}
