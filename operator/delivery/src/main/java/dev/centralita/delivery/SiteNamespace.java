package dev.centralita.delivery;

import dev.centralita.delivery.ApplyOutcome.Cause;
import dev.centralita.delivery.ApplyOutcome.Refused;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The namespace of ours at a site. It is created, never adopted: whoever could make a namespace of
 * that name first, with labels and roles of their choice, would otherwise own what runs in it.
 */
final class SiteNamespace {
  private final KubernetesClient client;
  private final ServerSideApply apply;

  SiteNamespace(KubernetesClient client, ServerSideApply apply) {
    this.client = client;
    this.apply = apply;
  }

  /** Either a refusal, or the namespace is there and right after this many writes. */
  record Ensured(int writes, @Nullable Refused refused) {}

  Ensured ensure(Delivery delivery) {
    var wanted = Rendering.of(delivery).namespace();
    var live = client.namespaces().withName(delivery.namespace()).get();
    if (live == null) {
      live = created(wanted);
      if (live != null) {
        return new Ensured(1, null);
      }
      live = client.namespaces().withName(delivery.namespace()).require();
    }
    var refused = mayUse(delivery, live);
    if (refused != null) {
      return new Ensured(0, refused);
    }
    // Pod Security lives in these labels: whoever removed one gets it back at once.
    if (Drift.covers(Digest.tree(wanted), Digest.tree(live))) {
      return new Ensured(0, null);
    }
    apply.update(wanted, live.getMetadata().getResourceVersion());
    return new Ensured(1, null);
  }

  /**
   * Created by POST, the one verb that cannot take over what is there; null when somebody was
   * first.
   */
  private @Nullable Namespace created(Namespace wanted) {
    try {
      return client.resource(wanted).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        // Perhaps our own first try, repeated by the HTTP client: the marks will tell.
        return null;
      }
      throw e;
    }
  }

  private @Nullable Refused mayUse(Delivery delivery, Namespace live) {
    var shown = "namespace %s at site %s".formatted(delivery.namespace(), delivery.site().name());
    var source = delivery.workload().getMetadata().getNamespace();
    if (!Ownership.managed(live, delivery.hubId())
        || !source.equals(Ownership.annotation(live, Marks.HUB_NAMESPACE))) {
      return new Refused(
          Cause.ForeignNamespace,
          "%s exists and is not marked as namespace %s of hub %s. Maybe remove it there, or give the hub another id."
              .formatted(shown, source, delivery.hubId()));
    }
    if (live.getMetadata().getDeletionTimestamp() != null) {
      return new Refused(Cause.Terminating, shown + " is still being deleted. Maybe wait.");
    }
    var uid = Ownership.annotation(live, Marks.HUB_NAMESPACE_UID);
    if (!Objects.equals(uid, delivery.hubNamespaceUid())
        && inUse(delivery.namespace(), delivery.hubId())) {
      return new Refused(
          Cause.Terminating,
          "%s still holds what an earlier namespace %s of the hub (UID %s) left. Maybe wait until it is cleaned up."
              .formatted(shown, source, uid));
    }
    return null;
  }

  /** What is not ours, or is not empty, stays. */
  boolean remove(String hubId, String source) {
    var name = SiteNames.namespace(hubId, source);
    var live = client.namespaces().withName(name).get();
    if (live == null || live.getMetadata().getDeletionTimestamp() != null) {
      return true;
    }
    if (!Ownership.managed(live, hubId)
        || !source.equals(Ownership.annotation(live, Marks.HUB_NAMESPACE))
        || inUse(name, hubId)) {
      return false;
    }
    client.resource(live).lockResourceVersion().delete();
    return true;
  }

  /** A namespace made anew at the hub takes over the old one's at the site once that is empty. */
  private boolean inUse(String name, String hubId) {
    var ours = Map.of(Marks.MANAGED_BY, Marks.MANAGER, Marks.HUB, hubId);
    return any(client.apps().deployments().inNamespace(name).withLabels(ours).list().getItems())
        || any(client.batch().v1().jobs().inNamespace(name).withLabels(ours).list().getItems())
        || client.pods().inNamespace(name).withLabels(ours).list().getItems().stream()
            // A kubelet reports a pod as finished before its object goes.
            .anyMatch(SiteReadback::unfinished);
  }

  private static boolean any(Iterable<? extends HasMetadata> items) {
    return items.iterator().hasNext();
  }
}
