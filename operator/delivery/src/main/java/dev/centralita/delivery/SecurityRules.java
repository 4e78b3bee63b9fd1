package dev.centralita.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a security context may say: what the restricted Pod Security Standard lets through and means
 * the same at every site. Where it says nothing, {@link Restricted} speaks.
 */
final class SecurityRules {
  private static final String LEAVE_OUT = "Maybe leave it out";

  private SecurityRules() {}

  /** Pods and containers share the table: the API server refuses what belongs to the other. */
  static void into(Map<String, Rule> rules, String context) {
    for (var field :
        List.of(
            "fsGroup",
            "fsGroupChangePolicy",
            "readOnlyRootFilesystem",
            "runAsGroup",
            "supplementalGroups",
            "supplementalGroupsPolicy")) {
      rules.put(context + "." + field, Rule.ANY);
    }
    users(rules, context + ".");
    powers(rules, context + ".");
    profiles(rules, context + ".");
  }

  private static void users(Map<String, Rule> rules, String context) {
    rules.put(
        context + "runAsUser",
        Rule.not(Set.of("0"), "0 is root", "Maybe use another number, such as 65532"));
    rules.put(
        context + "runAsNonRoot",
        Rule.only(
            Set.of("true"),
            "the image may run as root then",
            "Maybe leave it out and give runAsUser a number other than 0"));
  }

  private static void powers(Map<String, Rule> rules, String context) {
    var off = Set.of("false");
    rules.put(
        context + "privileged",
        Rule.only(
            off, "the container would own the node", "Maybe leave it out; GPUs need no privilege"));
    rules.put(
        context + "allowPrivilegeEscalation",
        Rule.only(off, "a process could gain more rights than it was started with", LEAVE_OUT));
    rules.put(
        context + "capabilities.add[]",
        Rule.only(
            Set.of("NET_BIND_SERVICE"),
            "restricted pods may add NET_BIND_SERVICE only",
            LEAVE_OUT));
    rules.put(context + "capabilities.drop", Rule.ANY);
    rules.put(
        context + "procMount",
        Rule.only(Set.of("Default"), "it unmasks /proc of the node", LEAVE_OUT));
    rules.put(
        context + "sysctls[]",
        Rule.never("kernels and kubelets differ from site to site", LEAVE_OUT));
  }

  private static void profiles(Map<String, Rule> rules, String context) {
    for (var profile : List.of("seccompProfile", "appArmorProfile")) {
      rules.put(
          context + profile + ".type",
          Rule.only(
              Set.of("RuntimeDefault"),
              "only the runtime's own profile is at every site",
              "Maybe use RuntimeDefault, or leave it out"));
      rules.put(
          context + profile + ".localhostProfile",
          Rule.never("it is a file of one node", LEAVE_OUT));
    }
    rules.put(
        context + "seLinuxOptions",
        Rule.never("the node's own labels keep tenants apart", LEAVE_OUT));
    rules.put(context + "windowsOptions", Rule.never("sites have Linux nodes", LEAVE_OUT));
  }
}
