package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a container of a template may say. */
final class ContainerRules {
  private static final Set<String> COUNTED = Set.of("cpu", "memory", "ephemeral-storage");
  private static final String VENDOR = "nvidia.com/";
  private static final String NOT_DELIVERED =
      "only the workload is delivered to a site, and what it names would not be there";

  private ContainerRules() {}

  static void into(Map<String, Rule> rules, String container, boolean init) {
    for (var field :
        List.of(
            "args",
            "command",
            "image",
            "imagePullPolicy",
            "name",
            "resizePolicy",
            "stdin",
            "stdinOnce",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "tty",
            "workingDir")) {
      rules.put(container + "." + field, Rule.ANY);
    }
    for (var hook : List.of("livenessProbe", "readinessProbe", "startupProbe", "lifecycle")) {
      rules.put(container + "." + hook, ContainerRules::hook);
    }
    if (init) {
      rules.put(
          container + ".restartPolicy",
          Rule.only(
              Set.of("Always"),
              "an init container either ends or is a sidecar",
              "Maybe use Always for a sidecar, or leave it out"));
    }
    environment(rules, container);
    ports(rules, container);
    resources(rules, container);
    mounts(rules, container);
    SecurityRules.into(rules, container + ".securityContext");
  }

  private static void environment(Map<String, Rule> rules, String container) {
    var env = container + ".env[].";
    rules.put(
        env + "name",
        Rule.not(
            Set.of("NVIDIA_VISIBLE_DEVICES"),
            "it can reach GPUs that were given to somebody else",
            "Maybe use spec.accelerator.count"));
    rules.put(env + "value", Rule.ANY);
    rules.put(env + "valueFrom.fieldRef", Rule.ANY);
    rules.put(env + "valueFrom.resourceFieldRef", Rule.ANY);
    for (var reference : List.of("secretKeyRef", "configMapKeyRef")) {
      rules.put(
          env + "valueFrom." + reference, Rule.never(NOT_DELIVERED, "Maybe give a plain value"));
    }
    rules.put(
        container + ".envFrom[]", Rule.never(NOT_DELIVERED, "Maybe give plain values in env"));
  }

  private static void ports(Map<String, Rule> rules, String container) {
    var port = container + ".ports[].";
    rules.put(port + "name", Rule.ANY);
    rules.put(port + "containerPort", Rule.ANY);
    rules.put(port + "protocol", Rule.ANY);
    rules.put(
        port + "hostPort",
        Rule.only(Set.of("0"), "it opens a port of the node", "Maybe use containerPort alone"));
    rules.put(port + "hostIP", Rule.never("it names an address of the node", "Maybe leave it out"));
  }

  private static void resources(Map<String, Rule> rules, String container) {
    rules.put(container + ".resources.limits", ContainerRules::quantities);
    rules.put(container + ".resources.requests", ContainerRules::quantities);
    rules.put(
        container + ".resources.claims",
        Rule.never(
            "GPUs are asked for in the form each site offers", "Maybe use spec.accelerator"));
  }

  private static List<Problem> quantities(String field, JsonNode quantities) {
    var problems = new ArrayList<Problem>();
    for (var entry : quantities.properties()) {
      var path = field + "[" + entry.getKey() + "]";
      if (entry.getKey().startsWith(VENDOR)) {
        problems.add(
            Rule.problem(
                path,
                entry.getValue(),
                "GPUs are asked for in the form each site offers",
                "Maybe use spec.accelerator.count"));
      } else if (!COUNTED.contains(entry.getKey())) {
        problems.add(
            Rule.problem(
                path,
                entry.getValue(),
                "the placement does not count it, so the pod might fit nowhere",
                "Maybe use cpu, memory or ephemeral-storage"));
      }
    }
    return problems;
  }

  private static void mounts(Map<String, Rule> rules, String container) {
    var mount = container + ".volumeMounts[].";
    for (var field :
        List.of("mountPath", "name", "readOnly", "recursiveReadOnly", "subPath", "subPathExpr")) {
      rules.put(mount + field, Rule.ANY);
    }
    rules.put(
        mount + "mountPropagation",
        Rule.only(
            Set.of("None", "HostToContainer"),
            "what the pod mounts would appear on the node",
            "Maybe leave it out"));
    rules.put(
        container + ".volumeDevices[]", Rule.never(NOT_DELIVERED, "Maybe use an emptyDir volume"));
  }

  /** A probe or hook may call its own pod only: with a host, the kubelet calls for the tenant. */
  private static List<Problem> hook(String field, JsonNode hook) {
    var problems = new ArrayList<Problem>();
    for (var child : hook.properties()) {
      var path = field + "." + child.getKey();
      if (child.getKey().equals("host") && !child.getValue().asText().isEmpty()) {
        problems.add(
            Rule.problem(
                path,
                child.getValue(),
                "the node would make the request in the tenant's name",
                "Maybe leave it out for the pod itself"));
      } else if (child.getValue().isObject()) {
        problems.addAll(hook(path, child.getValue()));
      }
    }
    return problems;
  }
}
