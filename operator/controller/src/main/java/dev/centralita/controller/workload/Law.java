package dev.centralita.controller.workload;

import dev.centralita.api.Sovereignty;
import dev.centralita.api.SovereigntyPolicy;
import dev.centralita.placement.law.LegalRules;
import dev.centralita.placement.law.LegalRules.MinimumLevel;
import dev.centralita.placement.law.LegalScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The law a workload is under: its own rules and those of every policy that binds it.
 *
 * @param problems rules that are not understood, and so allow nothing
 */
public record Law(LegalScope scope, List<String> problems) {

  static Law of(Inputs inputs, LocalDate day) {
    var own = inputs.workload().getSpec().sovereignty();
    var problems = new ArrayList<String>();
    var scopes = new ArrayList<LegalScope>();
    if (own != null) {
      var reading = LegalScope.read("spec.sovereignty", rules(own), day);
      scopes.add(reading.scope());
      problems.addAll(reading.problems());
    }
    for (var policy : inputs.policies()) {
      var reading = read(policy, day);
      scopes.add(reading.scope());
      problems.addAll(reading.problems());
    }
    return new Law(LegalScope.allOf(scopes), problems);
  }

  /** One policy as understood. */
  public static LegalScope.Reading read(SovereigntyPolicy policy, LocalDate day) {
    var spec = policy.getSpec();
    return LegalScope.read(
        "SovereigntyPolicy %s spec".formatted(policy.getMetadata().getName()),
        rules(
            new Sovereignty(
                spec.jurisdictions(),
                spec.excludedControl(),
                spec.certifications(),
                spec.carriers())),
        day);
  }

  private static LegalRules rules(Sovereignty from) {
    var carriers = from.carriers();
    return new LegalRules(
        orEmpty(from.jurisdictions()),
        orEmpty(from.excludedControl()),
        orEmpty(from.certifications()).stream()
            .map(c -> new MinimumLevel(c.scheme(), c.level()))
            .toList(),
        carriers == null ? List.of() : orEmpty(carriers.allow()),
        carriers == null ? List.of() : orEmpty(carriers.deny()));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
