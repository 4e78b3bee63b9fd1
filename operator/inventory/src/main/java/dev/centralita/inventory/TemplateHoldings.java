package dev.centralita.inventory;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * What a pod of a template will hold of its node, as kube-scheduler will count it; GPUs are asked
 * for elsewhere.
 */
public record TemplateHoldings(long cpuMillis, long memoryBytes) {

  /** Of a template as the user wrote it. */
  public static TemplateHoldings of(PodTemplateSpec template) {
    if (template.getSpec() == null) {
      return new TemplateHoldings(0, 0);
    }
    var held = PodHoldings.request(template.getSpec());
    return new TemplateHoldings(held.getOrDefault("cpu", 0L), held.getOrDefault("memory", 0L));
  }
}
