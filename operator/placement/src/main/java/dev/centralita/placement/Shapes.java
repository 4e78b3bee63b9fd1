package dev.centralita.placement;

import dev.centralita.placement.Explanation.Failing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of the constraint table about nodes, GPUs and power. */
final class Shapes {
  private Shapes() {}

  static List<Failing> failing(SiteState site, Request request) {
    var shaped = new ArrayList<NodeState>();
    for (var node : site.nodes.values()) {
      if (node.hasShape(request.need())) {
        shaped.add(node);
      }
    }
    var need = request.need();
    if (shaped.isEmpty()) {
      return List.of(new Failing(Reason.Accelerator, describe(need), gpus(site)));
    }
    if (!keep(shaped, n -> SiteState.knownWatts(n, need))) {
      return List.of(
          new Failing(Reason.PowerUnknown, "known watts per GPU", "unknown for " + gpus(site)));
    }
    var out = new ArrayList<Failing>();
    var fitting = new ArrayList<>(shaped);
    if (!keep(fitting, n -> n.admits(request.tolerations()) && n.hasRoom(need))) {
      out.add(new Failing(Reason.NodeFit, room(need), mostRoom(shaped, request)));
      fitting = shaped;
    }
    if (!keep(fitting, n -> site.ceilingAllows(n, need))) {
      out.add(ceiling(site, need, shaped.getFirst()));
      fitting = shaped;
    }
    if (!keep(fitting, n -> site.powerAllows(n, need))) {
      out.add(power(site, need, shaped.getFirst()));
    }
    return out;
  }

  /** Narrows the list to what passes, unless nothing does. */
  private static boolean keep(List<NodeState> nodes, Predicate<NodeState> test) {
    if (nodes.stream().noneMatch(test)) {
      return false;
    }
    nodes.removeIf(test.negate());
    return true;
  }

  private static Failing ceiling(SiteState site, Need need, NodeState node) {
    var gpu = node.facts.gpu();
    var product = gpu == null ? "" : gpu.product();
    return new Failing(
        Reason.Ceiling,
        need.gpus() + " × " + product,
        site.used(product) + " of " + site.ceiling(product) + " declared in use");
  }

  private static Failing power(SiteState site, Need need, NodeState node) {
    var gpu = node.facts.gpu();
    long milliwatts = gpu == null ? 0 : Watts.milliwatts(gpu, need);
    long withPue = (milliwatts * site.facts.power().pueMilli() + 999) / 1000;
    return new Failing(
        Reason.Power,
        watts(withPue) + " W with PUE",
        watts(Math.max(0, site.freeMilliwatts())) + " W left");
  }

  private static long watts(long milliwatts) {
    return (milliwatts + 999) / 1000;
  }

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

  private static String gpus(SiteState site) {
    var kinds = new TreeSet<String>();
    for (var node : site.nodes.values()) {
      var gpu = node.facts.gpu();
      if (gpu != null) {
        kinds.add(gpus(gpu));
      }
    }
    return kinds.isEmpty() ? "no GPU" : String.join(", ", kinds) + " per node";
  }

  private static String gpus(Gpu gpu) {
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

  private static String room(Need need) {
    return free(need.gpus(), need.cpuMillis(), need.memoryBytes()) + " free on one node";
  }

  private static String free(long gpus, long cpuMillis, long memoryBytes) {
    return gpus + " GPU, " + cpuMillis + " m CPU, " + (memoryBytes >> 20) + " MiB";
  }

  /** The node that comes nearest: most free GPUs, then CPU, then name. */
  private static String mostRoom(List<NodeState> nodes, Request request) {
    NodeState best = nodes.getFirst();
    for (var n : nodes) {
      if (closer(n, best, request)) {
        best = n;
      }
    }
    var open = best.admits(request.tolerations()) ? "" : ", tainted or cordoned";
    long gpus = Math.max(0, best.freeUnits(request.need()));
    return best.facts.name()
        + ": "
        + free(gpus, Math.max(0, best.freeCpu()), Math.max(0, best.freeMemory()))
        + ", "
        + Math.max(0, best.freePods())
        + " pods free"
        + open;
  }

  private static boolean closer(NodeState a, NodeState b, Request request) {
    boolean openA = a.admits(request.tolerations());
    boolean openB = b.admits(request.tolerations());
    if (openA != openB) {
      return openA;
    }
    int byGpu = Integer.compare(a.freeUnits(request.need()), b.freeUnits(request.need()));
    return byGpu != 0 ? byGpu > 0 : a.freeCpu() > b.freeCpu();
  }

  /** Most units one node of the right kind has free, for relaxing the count. */
  static @Nullable NodeState widest(SiteState site, Request request) {
    NodeState best = null;
    for (var n : site.nodes.values()) {
      if (n.admits(request.tolerations())
          && (best == null || n.freeUnits(request.need()) > best.freeUnits(request.need()))) {
        best = n;
      }
    }
    return best;
  }
}
