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

  private final SiteState site;
  private final NodeRules nodes;
  private final Asked asked;

  ShapeRelaxer(SiteState site, NodeRules nodes, Asked asked) {
    this.site = site;
    this.nodes = nodes;
    this.asked = asked;
  }

  /** The first field whose change lets some node of the site have the shape asked for. */
  @Nullable Step accelerator() {
    var step = of(ShapeRelaxer::product);
    step = step == null ? of(ShapeRelaxer::memory) : step;
    step = step == null ? of(ShapeRelaxer::compute) : step;
    step = step == null ? of(ShapeRelaxer::sharing) : step;
    step = step == null ? profile() : step;
    return step == null ? fewer() : step;
  }

  private record Try(Need need, Change change) {}

  private @Nullable Step of(BiFunction<Gpu, Need, @Nullable Try> field) {
    for (var node : site.nodes) {
      var gpu = node.gpu();
      var attempt = gpu == null ? null : field.apply(gpu, asked.request.need());
      var step = attempt == null ? null : need(attempt.need, attempt.change);
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
        need.edit().products(more).done(),
        new Change("accelerator.products", show(need.products()), show(more)));
  }

  private static @Nullable Try memory(Gpu gpu, Need need) {
    return gpu.memoryGiB() >= need.minMemoryGiB()
        ? null
        : new Try(
            need.edit().minMemoryGiB(gpu.memoryGiB()).done(),
            new Change("accelerator.memory", need.minMemoryGiB() + "Gi", gpu.memoryGiB() + "Gi"));
  }

  private static @Nullable Try compute(Gpu gpu, Need need) {
    return gpu.compute() >= need.minCompute()
        ? null
        : new Try(
            need.edit().minCompute(gpu.compute()).done(),
            new Change(
                "accelerator.minComputeCapability",
                GpuWords.capability(need.minCompute()),
                GpuWords.capability(gpu.compute())));
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
        need.edit().migProfile(other).shared(profile.isEmpty() && !shared).done(),
        shared
            ? new Change("accelerator.sharing", "Shared", "Exclusive")
            : new Change("accelerator.sharing", "Exclusive", "Shared"));
  }

  /** The smallest profile of the site that is no smaller than the one asked for. */
  private @Nullable Step profile() {
    var need = asked.request.need();
    var wanted = need.migProfile();
    if (wanted.isEmpty() || wanted.endsWith(SHARED_SUFFIX)) {
      return null;
    }
    var larger = new TreeMap<Integer, String>();
    for (var node : site.nodes) {
      var gpu = node.gpu();
      if (gpu != null) {
        for (var slots : gpu.mig()) {
          int gigabytes = gigabytes(slots.profile());
          if (gigabytes >= gigabytes(wanted) && !slots.profile().endsWith(SHARED_SUFFIX)) {
            larger.merge(gigabytes, slots.profile(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
          }
        }
      }
    }
    for (var candidate : larger.values()) {
      var step =
          need(
              need.edit().migProfile(candidate).shared(false).done(),
              new Change("accelerator.migProfile", wanted, candidate));
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

  /** The step to another need, if some node of the site is of that kind. */
  private @Nullable Step need(Need need, Change change) {
    var r = asked.request;
    var step =
        asked.step(
            Relaxer.key(Constraint.Accelerator, need),
            () -> new Step(asked.with(r.edit().need(need).done()), change));
    for (var node : site.nodes) {
      if (step != null && step.asked().shape.shaped(node.facts)) {
        return step;
      }
    }
    return null;
  }

  @Nullable Step fewer() {
    var need = asked.request.need();
    int free = nodes.widest(site, asked);
    return free < 1 || free >= need.gpus()
        ? null
        : need(
            need.edit().gpus(free).done(),
            new Change("accelerator.count", "" + need.gpus(), "" + free));
  }
}
