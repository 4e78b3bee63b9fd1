package dev.centralita.delivery;

import dev.centralita.delivery.ApplyOutcome.Applied;
import dev.centralita.delivery.ApplyOutcome.Cause;
import dev.centralita.delivery.ApplyOutcome.Refused;
import dev.centralita.delivery.ApplyOutcome.Unchanged;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The only writer at a site. Every write is conditional on what was read just before
 * (resourceVersion) and on marks that say the object is ours and of this very workload (UID), so
 * that a late, repeated or mistaken call changes nothing of anybody else's.
 *
 * <p>Not for use by two threads for one workload at one site: both would be safe, one would be told
 * Conflict.
 */
public final class SiteWriter {
  /** A status that its controllers are writing moves several times a second. */
  private static final int TRIES = 4;

  private final KubernetesClient client;
  private final String hubId;
  private final ServerSideApply apply;
  private final SiteClaims claims;

  /**
   * @param client of the site; its retries and time-outs are the caller's choice, every call may be
   *     repeated
   */
  public SiteWriter(KubernetesClient client, String hubId) {
    this.client = client;
    this.hubId = hubId;
    this.apply = new ServerSideApply(client);
    this.claims = new SiteClaims(client, hubId, apply);
  }

  /**
   * Makes the site have what the delivery says, with no write when it already has.
   *
   * @throws KubernetesClientException when the site cannot be reached, is overloaded or does not
   *     know the credential
   */
  public ApplyOutcome apply(Delivery delivery) {
    if (!hubId.equals(delivery.hubId())) {
      throw new IllegalArgumentException(
          "delivery of hub %s given to the writer of hub %s".formatted(delivery.hubId(), hubId));
    }
    for (int tries = 1; ; tries++) {
      try {
        var namespace = new SiteNamespace(client, apply).ensure(delivery);
        return namespace.refused() != null
            ? namespace.refused()
            : object(delivery, namespace.writes());
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
          return refusal(e, delivery);
        }
        // Read again and think again: what moved may change the answer.
      }
    }
  }

  /**
   * Deletes what the workload has at this site besides what {@link #apply} of this delivery keeps.
   */
  public PruneOutcome pruneExcept(Delivery delivery) {
    var kept = Rendering.of(delivery).object();
    return new SitePruning(client, hubId)
        .prune(
            delivery.workload().getMetadata().getUid(),
            delivery.site().name(),
            object -> !(object instanceof ResourceClaimTemplate) && !same(kept, object));
  }

  /**
   * Deletes the namespace that stands for one of the hub which is gone, if it holds nothing of ours
   * any more.
   *
   * @param namespace name of the namespace at the hub
   * @return whether it is gone or going
   */
  public boolean pruneNamespace(String namespace) {
    return new SiteNamespace(client, apply).remove(hubId, namespace);
  }

  /**
   * Deletes everything of one workload at one site, for a site not chosen any more or a tombstone.
   */
  public PruneOutcome prune(String workloadUid, String site) {
    return new SitePruning(client, hubId).prune(workloadUid, site, object -> true);
  }

  private ApplyOutcome object(Delivery delivery, int writes) {
    var live = live(delivery);
    var refused = live == null ? null : mayTouch(delivery, live);
    if (refused != null) {
      return refused;
    }
    var rendering = Rendering.of(delivery, live);
    var claims = this.claims.ensure(delivery, rendering.claims());
    return claims.refused() != null
        ? claims.refused()
        : object(rendering.object(), live, writes + claims.writes());
  }

  private ApplyOutcome object(HasMetadata rendered, @Nullable HasMetadata live, int writes) {
    if (live == null) {
      // Without force: should anybody else create the object now, the API server finds the
      // conflict.
      return new Applied(writes + 1, apply.create(rendered));
    }
    if (Drift.none(rendered, live)) {
      int all = writes + claims.prune(rendered, live);
      return all == 0 ? new Unchanged(live) : new Applied(all, live);
    }
    var applied = apply.update(rendered, live.getMetadata().getResourceVersion());
    if (!Drift.foreignSpec(applied)) {
      return new Applied(writes + 1, applied);
    }
    return new Applied(writes + 2, client.resource(stripped(rendered, applied)).update());
  }

  private @Nullable HasMetadata live(Delivery delivery) {
    var name = Rendering.name(delivery);
    return Rendering.batch(delivery)
        ? client.batch().v1().jobs().inNamespace(delivery.namespace()).withName(name).get()
        : client.apps().deployments().inNamespace(delivery.namespace()).withName(name).get();
  }

  private @Nullable Refused mayTouch(Delivery delivery, HasMetadata live) {
    var shown =
        "%s %s/%s".formatted(live.getKind(), delivery.namespace(), Rendering.name(delivery));
    var uid = delivery.workload().getMetadata().getUid();
    var owner = Ownership.label(live, Marks.WORKLOAD_UID);
    if (!Ownership.managed(live, hubId) || !uid.equals(owner)) {
      return new Refused(
          Cause.ForeignObject,
          "%s at site %s belongs to workload-uid %s, not to %s. Maybe delete it there, or rename the workload."
              .formatted(shown, delivery.site().name(), owner, uid));
    }
    if (live.getMetadata().getDeletionTimestamp() != null) {
      return new Refused(
          Cause.Terminating,
          "%s at site %s is still being deleted. Maybe wait."
              .formatted(shown, delivery.site().name()));
    }
    long seen = Ownership.epoch(live);
    if (seen > delivery.epoch()) {
      return new Refused(
          Cause.StaleEpoch,
          "%s at site %s carries epoch %d, later than %d. Maybe another operator has decided since."
              .formatted(shown, delivery.site().name(), seen, delivery.epoch()));
    }
    return null;
  }

  /**
   * The live object with our spec and nothing else in it. Server-side apply takes back what we own
   * but leaves what others added, such as a second container; a replacement takes that out, and
   * since it only takes out, it owns nothing afterwards.
   */
  private static HasMetadata stripped(HasMetadata rendered, HasMetadata live) {
    if (rendered instanceof Job ours && live instanceof Job theirs) {
      var spec = theirs.getSpec();
      return new JobBuilder(theirs)
          .withSpec(ours.getSpec())
          .editSpec()
          .withSelector(spec.getSelector())
          .withTemplate(spec.getTemplate())
          .endSpec()
          .build();
    }
    return new DeploymentBuilder((Deployment) live)
        .withSpec(((Deployment) rendered).getSpec())
        .build();
  }

  private static boolean same(HasMetadata kept, HasMetadata object) {
    return kept.getKind().equals(object.getKind())
        && kept.getMetadata().getNamespace().equals(object.getMetadata().getNamespace())
        && kept.getMetadata().getName().equals(object.getMetadata().getName());
  }

  private static Refused refusal(KubernetesClientException e, Delivery delivery) {
    var said = SiteAnswer.of(e);
    if (said.cause() == null) {
      throw e;
    }
    return new Refused(
        said.cause(),
        "site %s, namespace %s: %s %s."
            .formatted(
                delivery.site().name(), delivery.namespace(), said.message(), said.remedy()));
  }
}
