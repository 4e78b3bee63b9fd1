package dev.centralita.delivery;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deletes by workload UID, never by name: a name may have been given to somebody else since. Each
 * deletion names the version it has seen, so that an object replaced or handed over in between
 * survives.
 */
final class SitePruning {
  /**
   * A busy object moves between reading and deleting; after this many the next clean-up goes on.
   */
  private static final int TRIES = 3;

  private final KubernetesClient client;
  private final String hubId;

  SitePruning(KubernetesClient client, String hubId) {
    this.client = client;
    this.hubId = hubId;
  }

  PruneOutcome prune(String workloadUid, String site, Predicate<HasMetadata> unwanted) {
    var marks =
        Map.of(
            Marks.MANAGED_BY,
            Marks.MANAGER,
            Marks.HUB,
            hubId,
            Marks.WORKLOAD_UID,
            workloadUid,
            Marks.SITE,
            SiteNames.siteLabel(site));
    var found = objects(marks, unwanted);
    int deleted = 0;
    for (int tries = 0; tries < TRIES && !found.isEmpty(); tries++) {
      int before = deleted;
      for (var object : found) {
        deleted += delete(object) ? 1 : 0;
      }
      found = objects(marks, unwanted);
      if (deleted == before && found.stream().allMatch(SitePruning::leaving)) {
        break;
      }
    }
    return new PruneOutcome(deleted, found.size(), pods(marks));
  }

  private List<HasMetadata> objects(Map<String, String> marks, Predicate<HasMetadata> unwanted) {
    Stream<HasMetadata> deployments =
        client.apps().deployments().inAnyNamespace().withLabels(marks).list().getItems().stream()
            .map(HasMetadata.class::cast);
    Stream<HasMetadata> jobs =
        client.batch().v1().jobs().inAnyNamespace().withLabels(marks).list().getItems().stream()
            .map(HasMetadata.class::cast);
    // Last, so that nothing is left that would make a pod without its claim.
    Stream<HasMetadata> claims =
        SiteClaims.listed(client, null, marks).stream().map(HasMetadata.class::cast);
    return Stream.of(deployments, jobs, claims).flatMap(found -> found).filter(unwanted).toList();
  }

  private int pods(Map<String, String> marks) {
    return (int)
        client.pods().inAnyNamespace().withLabels(marks).list().getItems().stream()
            .filter(pod -> SiteReadback.unfinished(pod))
            .count();
  }

  private boolean delete(HasMetadata object) {
    if (leaving(object)) {
      return false;
    }
    try {
      client.raw(path(object), "DELETE", options(object));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** The client's own delete cannot state a UID, and for a Job Kubernetes would leave the pods. */
  private static DeleteOptions options(HasMetadata object) {
    return new DeleteOptionsBuilder()
        .withNewPreconditions(
            object.getMetadata().getResourceVersion(), object.getMetadata().getUid())
        .withPropagationPolicy("Background")
        .build();
  }

  private static String path(HasMetadata object) {
    return "/apis/%s/namespaces/%s/%s/%s"
        .formatted(
            object.getApiVersion(),
            object.getMetadata().getNamespace(),
            object.getPlural(),
            object.getMetadata().getName());
  }

  private static boolean leaving(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }
}
