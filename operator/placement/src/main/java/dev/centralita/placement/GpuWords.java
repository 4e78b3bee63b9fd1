package dev.centralita.placement;

import java.util.TreeSet;

/** GPUs asked for and GPUs there are, as people are told of them. */
final class GpuWords {
  private GpuWords() {}

  static String describe(Need need) {
    var text = new StringBuilder().append(need.gpus()).append(" × ");
    text.append(need.products().isEmpty() ? "GPU" : new TreeSet<>(need.products()).toString());
    if (!need.migProfile().isEmpty()) {
      text.append(" slice ").append(need.migProfile());
    } else {
      text.append(need.shared() ? " time slice" : " of its own");
    }
    if (!need.family().isEmpty()) {
      text.append(" of family ").append(need.family());
    }
    if (need.minMemoryGiB() > 0) {
      text.append(" with ").append(need.minMemoryGiB()).append(" GiB");
    }
    if (need.minCompute() > 0) {
      text.append(" of compute capability ").append(capability(need.minCompute()));
    }
    return text.append(" on one node").toString();
  }

  /** As people write it: 8.9. */
  static String capability(int tenths) {
    return tenths / 10 + "." + tenths % 10;
  }

  static String describe(Gpu gpu) {
    var model = gpu.product() + " " + gpu.memoryGiB() + " GiB";
    if (gpu.compute() > 0) {
      model += " (" + capability(gpu.compute()) + ")";
    }
    if (gpu.mig().isEmpty()) {
      return gpu.count() + " × " + model + (gpu.shared() ? " shared" : "");
    }
    var parts = new TreeSet<String>();
    if (gpu.count() > 0) {
      parts.add(gpu.count() + " whole");
    }
    gpu.mig().forEach(slots -> parts.add(slots.count() + " × " + slots.profile()));
    return model + " as " + String.join(" + ", parts);
  }
}
