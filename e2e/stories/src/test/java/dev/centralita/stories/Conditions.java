package dev.centralita.stories;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.SovereignWorkload;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads conditions as kstatus does: only those that speak of the present generation count. */
final class Conditions {
  private Conditions() {}

  static boolean are(EdgeSite site, String type, String status) {
    var s = site.getStatus();
    return s != null
        && Objects.equals(s.observedGeneration(), site.getMetadata().getGeneration())
        && find(s.conditions(), type).filter(c -> c.getStatus().equals(status)).isPresent();
  }

  static boolean are(SovereignWorkload workload, String type, String status) {
    var s = workload.getStatus();
    return s != null
        && Objects.equals(s.observedGeneration(), workload.getMetadata().getGeneration())
        && find(s.conditions(), type).filter(c -> c.getStatus().equals(status)).isPresent();
  }

  static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
  }
}
