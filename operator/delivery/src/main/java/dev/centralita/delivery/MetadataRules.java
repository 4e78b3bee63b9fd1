package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the metadata of a template may say. */
final class MetadataRules {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int DOMAIN_MAX = 253;

  /** Set by Kubernetes on the pods of a Deployment or Job, which finds them again by these. */
  private static final Set<String> KUBERNETES_OWN =
      Set.of("pod-template-hash", "controller-uid", "job-name");

  private static final String JOBS = "batch.kubernetes.io/";

  /** Old spellings of security settings that Pod Security still reads. */
  private static final List<String> SECURITY =
      List.of(
          "container.apparmor.security.beta.kubernetes.io/",
          "container.seccomp.security.alpha.kubernetes.io/",
          "seccomp.security.alpha.kubernetes.io/");

  private MetadataRules() {}

  static void into(Map<String, Rule> rules) {
    rules.put("metadata.labels", MetadataRules::labels);
    rules.put("metadata.annotations", MetadataRules::annotations);
    for (var field : List.of("name", "namespace", "generateName", "uid", "resourceVersion")) {
      rules.put(
          "metadata." + field,
          Rule.never("pods get theirs from the site", "Maybe leave it out; labels are kept"));
    }
    rules.put(
        "metadata.ownerReferences",
        Rule.never("the owner at a site is our Deployment or Job", "Maybe leave it out"));
    rules.put(
        "metadata.finalizers",
        Rule.never("nobody at a site would ever remove it from the pods", "Maybe leave it out"));
  }

  private static List<Problem> labels(String field, JsonNode labels) {
    var problems = new ArrayList<Problem>();
    for (var label : labels.properties()) {
      var path = field + "[" + label.getKey() + "]";
      key(path, label.getKey(), label.getValue(), problems);
      var value = label.getValue().asText();
      if (!value.isEmpty() && !NAME.matcher(value).matches()) {
        problems.add(
            Rule.problem(
                path,
                label.getValue(),
                "it is not a label value",
                "Maybe use at most 63 letters, digits, '-', '_' or '.', or an annotation"));
      }
    }
    return problems;
  }

  private static List<Problem> annotations(String field, JsonNode annotations) {
    var problems = new ArrayList<Problem>();
    for (var annotation : annotations.properties()) {
      var path = field + "[" + annotation.getKey() + "]";
      key(path, annotation.getKey(), annotation.getValue(), problems);
      if (SECURITY.stream().anyMatch(annotation.getKey()::startsWith)) {
        problems.add(
            Rule.problem(
                path,
                annotation.getValue(),
                "it is an old spelling of a security setting",
                "Maybe leave it out; RuntimeDefault is rendered"));
      }
    }
    return problems;
  }

  private static void key(String path, String key, JsonNode value, List<Problem> problems) {
    if (key.startsWith(Marks.PREFIX) || key.equals(Marks.MANAGED_BY)) {
      problems.add(
          Rule.problem(
              path, value, "it is how we tell what is ours", "Maybe use a prefix of your own"));
    } else if (KUBERNETES_OWN.contains(key) || key.startsWith(JOBS)) {
      problems.add(
          Rule.problem(
              path, value, "Kubernetes sets it on the pods itself", "Maybe use another key"));
    } else if (!validKey(key)) {
      problems.add(
          Rule.problem(
              path,
              value,
              "its key is not one Kubernetes accepts",
              "Maybe use [prefix/]name of letters, digits, '-', '_' or '.'"));
    }
  }

  private static boolean validKey(String key) {
    int slash = key.indexOf('/');
    var domain = slash < 0 ? null : key.substring(0, slash);
    return NAME.matcher(key.substring(slash + 1)).matches()
        && (domain == null || (domain.length() <= DOMAIN_MAX && DOMAIN.matcher(domain).matches()));
  }
}
