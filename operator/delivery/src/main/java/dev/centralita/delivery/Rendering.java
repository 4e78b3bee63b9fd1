package dev.centralita.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one workload at one site, a pure function of the {@link Delivery} and of what is
 * live there: the same input gives the same bytes.
 *
 * @param object a Deployment for a Service, a Job for a Batch
 * @param claims what its pods claim their GPUs by; null where GPUs are not claimed
 */
public record Rendering(
    Namespace namespace, HasMetadata object, @Nullable ResourceClaimTemplate claims) {

  /** Revisions of a Deployment kept at the site, enough for one look back. */
  private static final int REVISIONS = 2;

  private static final int BACKOFF_LIMIT = 6;

  public static Rendering of(Delivery delivery) {
    return of(delivery, null);
  }

  /**
   * Over what is live.
   *
   * @param live the object of the same name at the site: its advice is kept where it still serves,
   *     and the template of a Job is left as it is, since Kubernetes lets nobody change it
   */
  public static Rendering of(Delivery delivery, @Nullable HasMetadata live) {
    var digest = templateDigest(delivery);
    var advice = advice(delivery, digest, live);
    return new Rendering(
        namespace(delivery),
        stamped(object(delivery, digest, advice, live)),
        ClaimRendering.template(delivery, advice));
  }

  /**
   * True when an object as read from the site needs no write, so that a caller with a watch can
   * save itself the calls. Only {@link SiteWriter} also looks after the namespace.
   */
  public boolean settledIn(HasMetadata live) {
    return Drift.none(object, live);
  }

  /** True when the workload runs as a Job. */
  static boolean batch(Delivery delivery) {
    return delivery.workload().getSpec().mode() == Mode.Batch;
  }

  static String name(Delivery delivery) {
    var workload = delivery.workload().getMetadata().getName();
    return batch(delivery)
        ? SiteNames.job(workload, delivery.site())
        : SiteNames.deployment(workload, delivery.site());
  }

  private static Namespace namespace(Delivery delivery) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(delivery.namespace())
        .addToLabels(Marks.MANAGED_BY, Marks.MANAGER)
        .addToLabels(Marks.HUB, delivery.hubId())
        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
        .addToAnnotations(Marks.HUB_NAMESPACE, delivery.workload().getMetadata().getNamespace())
        .addToAnnotations(Marks.HUB_NAMESPACE_UID, delivery.hubNamespaceUid())
        .endMetadata()
        .build();
  }

  private static Advice advice(Delivery delivery, String digest, @Nullable HasMetadata live) {
    var fresh = new Advice(delivery.nodes(), delivery.hints());
    return live instanceof Job
        ? Advice.read(live).orElse(fresh)
        : Advice.keepOrReplace(fresh, digest, live, delivery.replicas());
  }

  private static HasMetadata object(
      Delivery delivery, String digest, Advice advice, @Nullable HasMetadata live) {
    if (batch(delivery) && live instanceof Job job) {
      var kept = metadata(delivery);
      keep(kept, live, Marks.TEMPLATE);
      keep(kept, live, Marks.NODES);
      keep(kept, live, Marks.GPUS);
      return job(delivery, job.getSpec().getTemplate(), kept);
    }
    var metadata = metadata(delivery);
    metadata.getAnnotations().put(Marks.TEMPLATE, digest);
    advice.mark(metadata.getAnnotations(), delivery.workload().getSpec().accelerator() != null);
    var template = PodRendering.template(delivery, advice);
    return batch(delivery)
        ? job(delivery, template, metadata)
        : deployment(delivery, template, metadata);
  }

  private static Deployment deployment(
      Delivery delivery, PodTemplateSpec template, ObjectMeta metadata) {
    return new DeploymentBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withReplicas(delivery.replicas())
        .withRevisionHistoryLimit(REVISIONS)
        .withNewSelector()
        .addToMatchLabels(Marks.SITE, SiteNames.siteLabel(delivery.site().name()))
        .addToMatchLabels(Marks.WORKLOAD_UID, delivery.workload().getMetadata().getUid())
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        // No surge: nobody has reserved a GPU for it. A quarter at a time; Kubernetes makes zero
        // one.
        .withNewRollingUpdate()
        .withNewMaxSurge(0)
        .withNewMaxUnavailable("25%")
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  private static Job job(Delivery delivery, PodTemplateSpec template, ObjectMeta metadata) {
    boolean suspended = delivery.replicas() == 0;
    // A Job of zero completions is complete at once; one that may not run now is suspended instead.
    int asked = Objects.requireNonNullElse(delivery.workload().getSpec().replicas(), 1);
    int completions = Math.max(1, suspended ? asked : delivery.replicas());
    var job =
        new JobBuilder()
            .withMetadata(metadata)
            .withNewSpec()
            // Indexed is the only mode whose completions may change later.
            .withCompletionMode("Indexed")
            .withParallelism(completions)
            .withCompletions(completions)
            .withBackoffLimit(BACKOFF_LIMIT)
            .withSuspend(suspended)
            // A pod that is going away still holds its GPU: no second one beside it.
            .withPodReplacementPolicy("Failed")
            .withTemplate(template)
            .endSpec()
            .build();
    if ("Never".equals(template.getSpec().getRestartPolicy())) {
      // A drained node is not the job's failure.
      job.getSpec()
          .setPodFailurePolicy(
              new PodFailurePolicyBuilder()
                  .addNewRule()
                  .withAction("Ignore")
                  .addNewOnPodCondition("True", "DisruptionTarget")
                  .endRule()
                  .build());
    }
    return job;
  }

  private static ObjectMeta metadata(Delivery delivery) {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(Marks.EPOCH, Long.toString(delivery.epoch()));
    annotations.put(Marks.WORKLOAD, workloadName(delivery));
    return new ObjectMetaBuilder()
        .withNamespace(delivery.namespace())
        .withName(name(delivery))
        .withLabels(labels(delivery))
        .withAnnotations(annotations)
        .build();
  }

  static Map<String, String> labels(Delivery delivery) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(Marks.MANAGED_BY, Marks.MANAGER);
    labels.put(Marks.HUB, delivery.hubId());
    labels.put(Marks.SITE, SiteNames.siteLabel(delivery.site().name()));
    labels.put(Marks.WORKLOAD_UID, delivery.workload().getMetadata().getUid());
    return labels;
  }

  static String workloadName(Delivery delivery) {
    var metadata = delivery.workload().getMetadata();
    return metadata.getNamespace() + "/" + metadata.getName();
  }

  /** Over everything that must restart pods when it changes, and nothing else. */
  private static String templateDigest(Delivery delivery) {
    var basis = (ObjectNode) Digest.tree(PodRendering.template(delivery, Advice.NONE));
    var accelerator = delivery.workload().getSpec().accelerator();
    if (accelerator != null) {
      basis.set("accelerator", Digest.tree(accelerator));
    }
    return Digest.of(basis);
  }

  /** A Job's template is left out: at the site it is the live one, full of defaults. */
  private static HasMetadata stamped(HasMetadata object) {
    var tree = (ObjectNode) Digest.tree(object);
    if (object instanceof Job) {
      ((ObjectNode) tree.get("spec")).remove("template");
    }
    object.getMetadata().getAnnotations().put(Marks.APPLIED, Digest.of(tree));
    return object;
  }

  private static void keep(ObjectMeta metadata, HasMetadata live, String key) {
    var value = Ownership.annotation(live, key);
    if (value != null) {
      metadata.getAnnotations().put(key, value);
    }
  }
}
