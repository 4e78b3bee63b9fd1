package dev.centralita.delivery;

import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pod template at a site: the tenant's, plus the GPU request in the form the site offers, our
 * marks, and what the restricted Pod Security Standard wants said. Nothing that changes from one
 * decision to the next is in it, except the advice.
 */
final class PodRendering {
  static final String GPU = "nvidia.com/gpu";

  /** What pods call their claim. */
  private static final String CLAIM = "gpus";

  private PodRendering() {}

  static PodTemplateSpec template(Delivery delivery, Advice advice) {
    var template = delivery.workload().getSpec().template();
    return new PodTemplateSpecBuilder(template)
        .editOrNewMetadata()
        .addToLabels(Rendering.labels(delivery))
        .addToAnnotations(Marks.WORKLOAD, Rendering.workloadName(delivery))
        .endMetadata()
        .withSpec(spec(delivery, template.getSpec(), advice))
        .build();
  }

  private static PodSpec spec(Delivery delivery, PodSpec tenant, Advice advice) {
    var accelerator = delivery.workload().getSpec().accelerator();
    var spec =
        new PodSpecBuilder(tenant)
            .withAutomountServiceAccountToken(false)
            .withContainers(tenant.getContainers().stream().map(Restricted::container).toList())
            .withInitContainers(
                tenant.getInitContainers().stream().map(Restricted::container).toList())
            .withSecurityContext(Restricted.pod(tenant.getSecurityContext()))
            .withTolerations(PodTolerations.all(delivery.workload(), advice.hints().tainted()));
    if (Rendering.batch(delivery) && tenant.getRestartPolicy() == null) {
      spec.withRestartPolicy("Never");
    }
    if (delivery.site().local()) {
      spec.withNodeSelector(delivery.site().nodeSelector());
    }
    if (accelerator == null) {
      return spec.withAffinity(advice.affinity(false)).build();
    }
    asking(spec, accelerator, ClaimRendering.template(delivery, advice), advice);
    if (advice.hints().runtimeClass() != null) {
      spec.withRuntimeClassName(advice.hints().runtimeClass());
    }
    return spec.build();
  }

  /** GPUs in the form the site offers; devices that are claimed have no label on their node. */
  private static void asking(
      PodSpecBuilder spec,
      AcceleratorRequest accelerator,
      @Nullable ResourceClaimTemplate claims,
      Advice advice) {
    var containers = new ArrayList<>(spec.buildContainers());
    int index = gpuContainer(accelerator, containers);
    var container = new ContainerBuilder(containers.get(index)).editOrNewResources();
    if (claims == null) {
      var quantity = new Quantity(Integer.toString(gpus(accelerator)));
      var name = advice.resource(accelerator);
      container.addToLimits(name, quantity).addToRequests(name, quantity);
    } else {
      container.addNewClaim().withName(CLAIM).endClaim();
      spec.addNewResourceClaim()
          .withName(CLAIM)
          .withResourceClaimTemplateName(claims.getMetadata().getName())
          .endResourceClaim();
    }
    containers.set(index, container.endResources().build());
    spec.withContainers(containers).withAffinity(advice.affinity(claims == null));
  }

  static int gpus(@Nullable AcceleratorRequest accelerator) {
    return accelerator == null ? 0 : Objects.requireNonNullElse(accelerator.count(), 1);
  }

  private static int gpuContainer(AcceleratorRequest accelerator, List<Container> containers) {
    var name = accelerator.container();
    for (int i = 0; i < containers.size(); i++) {
      if (name == null || name.equals(containers.get(i).getName())) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "spec.accelerator.container: \"%s\" is not a container of the template. Maybe the template was not vetted."
            .formatted(name));
  }
}
