package dev.centralita.placement;

import static dev.centralita.placement.Relaxer.show;

import dev.centralita.placement.Relaxation.Change;
import dev.centralita.placement.Relaxer.Step;
import java.util.HashSet;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes to what is asked of GPUs, tried one field at a time against the nodes a site has. */
final class ShapeRelaxer {
  private static final String SHARED_SUFFIX = ".shared";

  private ShapeRelaxer() {}

  /** The first field whose change lets some node of the site have the shape asked for. */
  static @Nullable Step accelerator(SiteState site, Request r) {
    var step = of(site, r, ShapeRelaxer::product);
    step = step == null ? of(site, r, ShapeRelaxer::memory) : step;
    step = step == null ? of(site, r, ShapeRelaxer::compute) : step;
    step = step == null ? of(site, r, ShapeRelaxer::sharing) : step;
    step = step == null ? profile(site, r) : step;
    return step == null ? fewer(site, r) : step;
  }

  private record Try(Need need, Change change) {}

  private static @Nullable Step of(
      SiteState site, Request r, BiFunction<Gpu, Need, @Nullable Try> field) {
    for (var node : site.nodes.values()) {
      var gpu = node.facts.gpu();
      var attempt = gpu == null ? null : field.apply(gpu, r.need());
      var step = attempt == null ? null : need(site, r, attempt.need, attempt.change);
      if (step != null) {
        return step;
      }
    }
    return null;
  }

  private static @Nullable Try product(Gpu gpu, Need need) {
    if (need.products().isEmpty()) {
      return null;
    }
    var more = new HashSet<>(need.products());
    more.add(gpu.product());
    return new Try(
        Requests.need(need, need.gpus(), more, need.minMemoryGiB()),
        new Change("accelerator.products", show(need.products()), show(more)));
  }

  private static @Nullable Try memory(Gpu gpu, Need need) {
    return gpu.memoryGiB() >= need.minMemoryGiB()
        ? null
        : new Try(
            Requests.need(need, need.gpus(), need.products(), gpu.memoryGiB()),
            new Change("accelerator.memory", need.minMemoryGiB() + "Gi", gpu.memoryGiB() + "Gi"));
  }

  private static @Nullable Try compute(Gpu gpu, Need need) {
    return gpu.compute() >= need.minCompute()
        ? null
        : new Try(
            Requests.need(need, need.migProfile(), need.shared(), gpu.compute()),
            new Change(
                "accelerator.minComputeCapability",
                Shapes.capability(need.minCompute()),
                Shapes.capability(gpu.compute())));
  }

  /** From a GPU of one's own to a time slice, or back; of a partition likewise. */
  private static @Nullable Try sharing(Gpu gpu, Need need) {
    var profile = need.migProfile();
    boolean shared = profile.isEmpty() ? need.shared() : profile.endsWith(SHARED_SUFFIX);
    if (!shared && need.gpus() > 1) {
      return null;
    }
    var other = profile;
    if (!profile.isEmpty()) {
      other =
          shared
              ? profile.substring(0, profile.length() - SHARED_SUFFIX.length())
              : profile + SHARED_SUFFIX;
    }
    return new Try(
        Requests.need(need, other, profile.isEmpty() && !shared, need.minCompute()),
        shared
            ? new Change("accelerator.sharing", "Shared", "Exclusive")
            : new Change("accelerator.sharing", "Exclusive", "Shared"));
  }

  /** The smallest profile of the site that is no smaller than the one asked for. */
  private static @Nullable Step profile(SiteState site, Request r) {
    var asked = r.need().migProfile();
    if (asked.isEmpty() || asked.endsWith(SHARED_SUFFIX)) {
      return null;
    }
    var larger = new TreeMap<Integer, String>();
    for (var node : site.nodes.values()) {
      var gpu = node.facts.gpu();
      if (gpu != null) {
        for (var slots : gpu.mig()) {
          int gigabytes = gigabytes(slots.profile());
          if (gigabytes >= gigabytes(asked) && !slots.profile().endsWith(SHARED_SUFFIX)) {
            larger.merge(gigabytes, slots.profile(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
          }
        }
      }
    }
    for (var candidate : larger.values()) {
      var step =
          need(
              site,
              r,
              Requests.need(r.need(), candidate, false, r.need().minCompute()),
              new Change("accelerator.migProfile", asked, candidate));
      if (step != null) {
        return step;
      }
    }
    return null;
  }

  /** 10 for 1g.10gb; 0 for what is not a profile. */
  private static int gigabytes(String profile) {
    int from = profile.indexOf('.') + 1;
    int to = profile.indexOf("gb");
    try {
      return from > 0 && to > from ? Integer.parseInt(profile.substring(from, to)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static @Nullable Step need(SiteState site, Request r, Need need, Change change) {
    boolean found = site.nodes.values().stream().anyMatch(n -> n.hasShape(need));
    return found
        ? new Step(
            Requests.with(
                r, need, r.policy(), r.maxRttMicros(), r.maxReplicasPerSite(), r.tolerations()),
            change)
        : null;
  }

  static @Nullable Step fewer(SiteState site, Request r) {
    var widest = Shapes.widest(site, r);
    int free = widest == null ? 0 : widest.freeUnits(r.need());
    if (free < 1 || free >= r.need().gpus()) {
      return null;
    }
    return need(
        site,
        r,
        Requests.need(r.need(), free, r.need().products(), r.need().minMemoryGiB()),
        new Change("accelerator.count", "" + r.need().gpus(), "" + free));
  }
}
