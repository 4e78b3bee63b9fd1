package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import io.fabric8.kubernetes.api.model.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which templates may be delivered. An allow-list: a field that is not on it is refused, so that a
 * field Kubernetes gains tomorrow reaches no site before somebody here has thought about it. All
 * problems are found at once.
 */
public final class TemplateVetting {
  private static final String TEMPLATE = "spec.template";
  private static final Map<String, Rule> RULES = TemplateRules.all();

  private TemplateVetting() {}

  /** Everything in the workload that keeps it from being delivered; empty when it can be. */
  public static List<Problem> vet(SovereignWorkload workload) {
    var spec = workload.getSpec();
    var problems = new ArrayList<Problem>();
    visit("", TEMPLATE, Digest.tree(spec.template()), problems);
    if (spec.placement() != null && spec.placement().tolerations() != null) {
      var tolerations = spec.placement().tolerations();
      for (int i = 0; i < tolerations.size(); i++) {
        problems.addAll(
            TolerationRule.INSTANCE.check(
                "spec.placement.tolerations[" + i + "]", Digest.tree(tolerations.get(i))));
      }
    }
    across(spec, problems);
    return List.copyOf(problems);
  }

  /**
   * @param pattern path in the rules: list positions left out, init containers as containers
   */
  private static void visit(String pattern, String field, JsonNode value, List<Problem> problems) {
    if (value.isNull()) {
      return;
    }
    var rule = RULES.get(pattern);
    if (rule != null) {
      problems.addAll(rule.check(field, value));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        visit(pattern + "[]", field + "[" + i + "]", value.get(i), problems);
      }
    } else if (value.isObject() && leadsToRules(pattern)) {
      for (var child : value.properties()) {
        var deeper = pattern.isEmpty() ? child.getKey() : pattern + "." + child.getKey();
        visit(deeper, field + "." + child.getKey(), child.getValue(), problems);
      }
    } else {
      problems.add(
          Rule.problem(
              field,
              value,
              "it is not on the list of what a template may say",
              "Maybe leave it out; the list is in the reference of spec.template"));
    }
  }

  private static boolean leadsToRules(String pattern) {
    return pattern.isEmpty()
        || RULES.keySet().stream()
            .anyMatch(rule -> rule.startsWith(pattern + ".") || rule.startsWith(pattern + "["));
  }

  /** Rules over more than one field. */
  private static void across(SovereignWorkloadSpec spec, List<Problem> problems) {
    var pod = spec.template().getSpec();
    if (pod == null || pod.getContainers().isEmpty()) {
      problems.add(
          new Problem(
              TEMPLATE + ".spec.containers",
              "[]",
              "there is nothing to run",
              "Maybe add a container with a name and an image"));
      return;
    }
    boolean batch = spec.mode() == Mode.Batch;
    var restart = pod.getRestartPolicy();
    if (restart != null && batch == "Always".equals(restart)) {
      problems.add(
          new Problem(
              TEMPLATE + ".spec.restartPolicy",
              '"' + restart + '"',
              batch ? "a Batch ends, its pods may not restart for ever" : "a Service never ends",
              batch ? "Maybe use Never or OnFailure" : "Maybe leave it out"));
    }
    if (!batch && pod.getActiveDeadlineSeconds() != null) {
      problems.add(
          new Problem(
              TEMPLATE + ".spec.activeDeadlineSeconds",
              pod.getActiveDeadlineSeconds().toString(),
              "a Service never ends",
              "Maybe leave it out, or use mode Batch"));
    }
    accelerator(spec, pod.getContainers(), problems);
  }

  private static void accelerator(
      SovereignWorkloadSpec spec, List<Container> containers, List<Problem> problems) {
    var name = spec.accelerator() == null ? null : spec.accelerator().container();
    if (name == null || containers.stream().anyMatch(c -> name.equals(c.getName()))) {
      return;
    }
    problems.add(
        new Problem(
            "spec.accelerator.container",
            TextNode.valueOf(name).toString(),
            "no container of the template has that name",
            "Maybe one of " + containers.stream().map(Container::getName).toList()));
  }
}
