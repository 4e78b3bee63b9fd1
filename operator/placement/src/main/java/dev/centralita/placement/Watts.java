package dev.centralita.placement;

/** How many milliwatts GPU holds draw, before PUE. */
final class Watts {
  private Watts() {}

  static long milliwatts(Gpu gpu, Need need) {
    return need.migProfile().isEmpty()
        ? whole(gpu, need.gpus())
        : sliced(gpu, need.migProfile(), need.gpus());
  }

  static long milliwatts(Gpu gpu, PodFacts pod) {
    long sum = whole(gpu, pod.gpus());
    for (var m : pod.mig()) {
      sum += sliced(gpu, m.profile(), m.count());
    }
    return sum;
  }

  private static long whole(Gpu gpu, int gpus) {
    return 1000L * Math.max(0, gpu.wattsEach()) * gpus;
  }

  /**
   * A slice draws its share of the compute slices, rounded up; one that says no share draws all.
   */
  private static long sliced(Gpu gpu, String profile, int count) {
    int g = profile.indexOf('g');
    int all = gpu.computeSlices();
    int slices = all;
    if (g == 1 && Character.isDigit(profile.charAt(0))) {
      slices = Math.min(all, profile.charAt(0) - '0');
    }
    return (1000L * Math.max(0, gpu.wattsEach()) * slices + all - 1) / all * count;
  }
}
