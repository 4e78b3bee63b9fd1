package dev.centralita.inventory;

import dev.centralita.inventory.Finding.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** What is wrong with a site or narrows it, gathered from its parts and from comparing them. */
final class SiteFindings {
  private SiteFindings() {}

  /**
   * Most serious first.
   *
   * @param odd what was found already
   * @param gpusHeld by the pods of a node
   */
  static List<Finding> of(
      List<Finding> odd,
      Collection<NodeReading> readings,
      SiteRegister register,
      ToIntFunction<String> gpusHeld) {
    var findings = new TreeSet<>(odd);
    var observed = new TreeMap<String, Integer>();
    for (var reading : readings) {
      findings.addAll(reading.findings());
      var gpu = reading.facts().gpu();
      if (gpu != null) {
        observed.merge(gpu.product(), gpu.count(), Integer::sum);
        var name = reading.facts().name();
        int held = gpusHeld.applyAsInt(name);
        if (held > gpu.count() && (gpu.count() > 0 || reading.findings().isEmpty())) {
          findings.add(
              new Finding(
                  Kind.CapacityBelowUse,
                  "node/" + name,
                  "pods hold %d GPUs, %d are allocatable".formatted(held, gpu.count())));
        }
      }
    }
    if (!register.ceilings().isEmpty()) {
      compare(observed, register, findings);
    }
    return List.copyOf(findings);
  }

  private static void compare(
      TreeMap<String, Integer> observed, SiteRegister register, Set<Finding> findings) {
    observed.forEach((product, count) -> {
      if (count > 0 && !register.ceilings().containsKey(product)) {
        findings.add(
            new Finding(
                Kind.UndeclaredProduct,
                "spec.accelerators",
                "%d %s are observed but not declared; they are not used"
                    .formatted(count, product)));
      }
    });
    register
        .ceilings()
        .forEach((product, count) -> {
          var seen = observed.getOrDefault(product, 0);
          if (seen < count) {
            findings.add(
                new Finding(
                    Kind.DeclaredNotObserved,
                    "spec.accelerators",
                    "%d %s are declared, %d are usable now".formatted(count, product, seen)));
          }
        });
  }
}
