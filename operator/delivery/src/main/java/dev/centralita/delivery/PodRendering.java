package dev.centralita.delivery;

import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import dev.centralita.delivery.Delivery.Nodes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pod template at a site: the tenant's, plus the GPU request, our marks, and what the
 * restricted Pod Security Standard wants said. Nothing that changes from one decision to the next
 * is in it, except the advice.
 */
final class PodRendering {
  static final String GPU = "nvidia.com/gpu";

  private PodRendering() {}

  static PodTemplateSpec template(Delivery delivery, Nodes nodes) {
    var template = delivery.workload().getSpec().template();
    return new PodTemplateSpecBuilder(template)
        .editOrNewMetadata()
        .addToLabels(Rendering.labels(delivery))
        .addToAnnotations(Marks.WORKLOAD, Rendering.workloadName(delivery))
        .endMetadata()
        .withSpec(spec(delivery, template.getSpec(), nodes))
        .build();
  }

  private static PodSpec spec(Delivery delivery, PodSpec tenant, Nodes nodes) {
    var gpus = gpus(delivery.workload().getSpec().accelerator());
    var spec =
        new PodSpecBuilder(tenant)
            .withAutomountServiceAccountToken(false)
            .withContainers(containers(delivery, tenant))
            .withInitContainers(
                tenant.getInitContainers().stream().map(Restricted::container).toList())
            .withSecurityContext(Restricted.pod(tenant.getSecurityContext()))
            .withTolerations(PodTolerations.all(delivery.workload()))
            .withAffinity(Advice.affinity(nodes));
    if (Rendering.batch(delivery) && tenant.getRestartPolicy() == null) {
      spec.withRestartPolicy("Never");
    }
    if (delivery.site().local()) {
      spec.withNodeSelector(delivery.site().nodeSelector());
    }
    if (gpus > 0 && delivery.hints().runtimeClass() != null) {
      spec.withRuntimeClassName(delivery.hints().runtimeClass());
    }
    return spec.build();
  }

  private static List<Container> containers(Delivery delivery, PodSpec tenant) {
    var accelerator = delivery.workload().getSpec().accelerator();
    int gpus = gpus(accelerator);
    var containers =
        new ArrayList<>(tenant.getContainers().stream().map(Restricted::container).toList());
    if (gpus > 0) {
      int index = gpuContainer(accelerator, containers);
      var quantity = new Quantity(Integer.toString(gpus));
      containers.set(
          index,
          new ContainerBuilder(containers.get(index))
              .editOrNewResources()
              .addToLimits(GPU, quantity)
              .addToRequests(GPU, quantity)
              .endResources()
              .build());
    }
    return containers;
  }

  static int gpus(@Nullable AcceleratorRequest accelerator) {
    return accelerator == null ? 0 : Objects.requireNonNullElse(accelerator.count(), 1);
  }

  private static int gpuContainer(
      @Nullable AcceleratorRequest accelerator, List<Container> containers) {
    var name = accelerator == null ? null : accelerator.container();
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
