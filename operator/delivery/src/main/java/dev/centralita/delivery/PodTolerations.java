package dev.centralita.delivery;

import dev.centralita.api.SovereignWorkload;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Which taints the pods of a workload tolerate. The solver must count with the same list: what it
 * holds bindable, kube-scheduler has to bind.
 */
public final class PodTolerations {
  /** A GPU service should not sit on a dead node for the five minutes that Kubernetes gives. */
  private static final long NODE_LOST_SECONDS = 30;

  private PodTolerations() {}

  /**
   * Those that let a pod onto a tainted node and stay there: of the template, of
   * spec.placement.tolerations, and the GPU's, which it gets wherever it needs it. Tolerations for
   * a time only are not among them.
   */
  public static List<Toleration> lasting(SovereignWorkload workload) {
    return all(workload, true).stream().filter(t -> t.getTolerationSeconds() == null).toList();
  }

  /**
   * All of them at one site.
   *
   * @param tainted whether nodes there have the taint that keeps them for what asks for GPUs
   */
  static List<Toleration> all(SovereignWorkload workload, boolean tainted) {
    var stated = stated(workload);
    var all = new ArrayList<>(stated);
    boolean gpu = tainted && PodRendering.gpus(workload.getSpec().accelerator()) > 0;
    if (gpu && stated.stream().noneMatch(t -> tolerates(t, PodRendering.GPU, "NoSchedule"))) {
      all.add(exists(PodRendering.GPU, "NoSchedule").build());
    }
    for (var key : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
      if (stated.stream().noneMatch(t -> tolerates(t, key, "NoExecute"))) {
        all.add(exists(key, "NoExecute").withTolerationSeconds(NODE_LOST_SECONDS).build());
      }
    }
    return all;
  }

  private static List<Toleration> stated(SovereignWorkload workload) {
    var spec = workload.getSpec();
    var stated = new LinkedHashSet<>(spec.template().getSpec().getTolerations());
    if (spec.placement() != null && spec.placement().tolerations() != null) {
      stated.addAll(spec.placement().tolerations());
    }
    return List.copyOf(stated);
  }

  private static boolean tolerates(Toleration toleration, String key, String effect) {
    return key.equals(toleration.getKey())
        && "Exists".equals(toleration.getOperator())
        && (toleration.getEffect() == null || effect.equals(toleration.getEffect()));
  }

  private static TolerationBuilder exists(String key, String effect) {
    return new TolerationBuilder().withKey(key).withOperator("Exists").withEffect(effect);
  }
}
