package dev.centralita.delivery;

import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSelector;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceSelectorBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplate;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimTemplateBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The template of the claims of a workload's pods, where a site gives out GPUs through a DRA
 * driver. Kubernetes lets nobody change a template's spec, so its name carries a digest of it.
 */
final class ClaimRendering {
  private static final String ATTRIBUTES = "device.attributes['gpu.nvidia.com'].";
  private static final String CAPACITY = "device.capacity['gpu.nvidia.com'].";

  /** A GPU has less memory than its nominal size: its driver keeps back at most 7 %. */
  private static final BigDecimal LEFT = new BigDecimal("0.93");

  private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);
  private static final BigDecimal GIB = BigDecimal.valueOf(1 << 30);
  private static final BigDecimal GB = BigDecimal.valueOf(1_000_000_000);

  private ClaimRendering() {}

  /** Null where GPUs are not claimed. */
  static @Nullable ResourceClaimTemplate template(Delivery delivery, Advice advice) {
    var accelerator = delivery.workload().getSpec().accelerator();
    if (accelerator == null || !(advice.form(accelerator) instanceof GpuForm.Claim claim)) {
      return null;
    }
    var template =
        new ResourceClaimTemplateBuilder()
            .withNewMetadata()
            .withNamespace(delivery.namespace())
            .withLabels(Rendering.labels(delivery))
            .addToAnnotations(Marks.WORKLOAD, Rendering.workloadName(delivery))
            .endMetadata()
            .withNewSpec()
            .withNewSpec()
            .withNewDevices()
            .addNewRequest()
            .withName("gpu")
            .withNewExactly()
            .withDeviceClassName(claim.deviceClass())
            .withAllocationMode("ExactCount")
            .withCount((long) PodRendering.gpus(accelerator))
            .withSelectors(selectors(accelerator, advice.nodes().allowedProducts()))
            .endExactly()
            .endRequest()
            .endDevices()
            .endSpec()
            .endSpec()
            .build();
    var identity = Digest.of(Digest.tree(template.getSpec()));
    template.getMetadata().setName(SiteNames.claims(Rendering.name(delivery), identity));
    return template;
  }

  private static List<DeviceSelector> selectors(
      AcceleratorRequest accelerator, List<String> products) {
    var out = new ArrayList<String>();
    if (accelerator.migProfile() != null) {
      out.add(ATTRIBUTES + "profile == '" + accelerator.migProfile() + "'");
    }
    if (!products.isEmpty()) {
      // Devices say the name with blanks, node labels with hyphens.
      out.add(
          ATTRIBUTES
              + "productName.replace(' ', '-') in "
              + products.stream()
                  .map(name -> "'" + name.replace(' ', '-').replaceAll("[^-A-Za-z0-9_.]", "") + "'")
                  .distinct()
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    if (accelerator.family() != null) {
      out.add(
          ATTRIBUTES
              + "architecture.lowerAscii().replace(' ', '-') == '"
              + accelerator.family()
              + "'");
    }
    if (accelerator.minComputeCapability() != null) {
      out.add(
          ATTRIBUTES
              + "cudaComputeCapability.compareTo(semver('"
              + accelerator.minComputeCapability()
              + ".0')) >= 0");
    }
    if (accelerator.memory() != null) {
      out.add(CAPACITY + "memory.compareTo(quantity('" + least(accelerator.memory()) + "')) >= 0");
    }
    return out.stream()
        .map(text -> new DeviceSelectorBuilder().withNewCel().withExpression(text).endCel().build())
        .toList();
  }

  /** 80Gi and 80G both mean the nominal size 80. */
  private static String least(Quantity memory) {
    boolean binary = memory.getFormat() != null && memory.getFormat().endsWith("i");
    return memory
            .getNumericalAmount()
            .divide(binary ? GIB : GB, 0, RoundingMode.CEILING)
            .multiply(GIB)
            .multiply(LEFT)
            .divide(MIB, 0, RoundingMode.CEILING)
            .toPlainString()
        + "Mi";
  }
}
