package dev.centralita.delivery;

import dev.centralita.delivery.ApplyOutcome.Cause;
import dev.centralita.delivery.ApplyOutcome.Refused;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The claim templates of ours at a site: there before the pods, gone after them. */
final class SiteClaims {
  private final KubernetesClient client;
  private final String hubId;
  private final ServerSideApply apply;

  SiteClaims(KubernetesClient client, String hubId, ServerSideApply apply) {
    this.client = client;
    this.hubId = hubId;
    this.apply = apply;
  }

  /** Either a refusal, or what the pods claim by is there after this many writes. */
  record Ensured(int writes, @Nullable Refused refused) {}

  /** Its name says its content, and Kubernetes lets nobody change that: being there is enough. */
  Ensured ensure(Delivery delivery, @Nullable ResourceClaimTemplate wanted) {
    if (wanted == null) {
      return new Ensured(0, null);
    }
    var live = client.resource(wanted).get();
    if (live == null) {
      apply.create(wanted);
      return new Ensured(1, null);
    }
    var shown =
        "ResourceClaimTemplate %s/%s at site %s"
            .formatted(
                delivery.namespace(), wanted.getMetadata().getName(), delivery.site().name());
    var owner = Ownership.label(live, Marks.WORKLOAD_UID);
    if (!Ownership.managed(live, hubId)
        || !delivery.workload().getMetadata().getUid().equals(owner)) {
      return new Ensured(
          0,
          new Refused(
              Cause.ForeignObject,
              shown + " belongs to workload-uid " + owner + ". Maybe delete it there."));
    }
    return live.getMetadata().getDeletionTimestamp() == null
        ? new Ensured(0, null)
        : new Ensured(
            0, new Refused(Cause.Terminating, shown + " is still being deleted. Maybe wait."));
  }

  /**
   * Deletes what no pod of an object can claim by any more.
   *
   * @return how many were deleted
   */
  int prune(HasMetadata rendered, HasMetadata live) {
    if (!(live instanceof Deployment deployment) || !rolledOut(deployment)) {
      return 0;
    }
    var used = names(rendered);
    int deleted = 0;
    for (var template : listed(client, live.getMetadata().getNamespace(), marks(rendered))) {
      if (!used.contains(template.getMetadata().getName())
          && template.getMetadata().getDeletionTimestamp() == null) {
        client.resource(template).lockResourceVersion().delete();
        deleted++;
      }
    }
    return deleted;
  }

  /**
   * Those with marks; none at a site that has no such kind, or where none can be ours.
   *
   * @param namespace null for all
   */
  static List<ResourceClaimTemplate> listed(
      KubernetesClient client, @Nullable String namespace, Map<String, String> marks) {
    var all = client.resources(ResourceClaimTemplate.class);
    try {
      return (namespace == null ? all.inAnyNamespace() : all.inNamespace(namespace))
          .withLabels(marks)
          .list()
          .getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of();
      }
      throw e;
    }
  }

  private static Map<String, String> marks(HasMetadata rendered) {
    return rendered.getMetadata().getLabels().entrySet().stream()
        .filter(label -> Set.of(Marks.HUB, Marks.SITE, Marks.WORKLOAD_UID).contains(label.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean rolledOut(Deployment live) {
    var status = live.getStatus();
    var wanted = live.getSpec().getReplicas();
    return status != null
        && live.getMetadata().getGeneration() != null
        && live.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && count(status.getUpdatedReplicas()) == count(wanted)
        && count(status.getReplicas()) == count(wanted);
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static Set<String> names(HasMetadata object) {
    PodSpec spec =
        switch (object) {
          case Deployment deployment -> deployment.getSpec().getTemplate().getSpec();
          case Job job -> job.getSpec().getTemplate().getSpec();
          default ->
              throw new IllegalArgumentException(
                  "a workload is a Deployment or a Job, not a " + object.getKind());
        };
    return spec.getResourceClaims().stream()
        .map(PodResourceClaim::getResourceClaimTemplateName)
        .collect(Collectors.toSet());
  }
}
