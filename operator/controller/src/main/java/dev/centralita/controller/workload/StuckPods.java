package dev.centralita.controller.workload;

import dev.centralita.delivery.SiteReadback;
import dev.centralita.delivery.SiteReadback.Stuck;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why a pod that has its node does not start, for people. Pure. */
final class StuckPods {
  private StuckPods() {}

  /** About the first site by name that has one; null when there is none. */
  static @Nullable String first(Map<String, SiteReadback> readbacks) {
    for (var entry : new TreeMap<>(readbacks).entrySet()) {
      var stuck = entry.getValue().stuck();
      if (!stuck.isEmpty()) {
        return sentence(entry.getKey(), stuck.getFirst());
      }
    }
    return null;
  }

  /** Says nothing that changes by itself, like the seconds until the next try. */
  private static String sentence(String site, Stuck stuck) {
    var reason = "ErrImagePull".equals(stuck.reason()) ? "ImagePullBackOff" : stuck.reason();
    return "container %s at site %s does not start: %s%s. Maybe %s."
        .formatted(stuck.container(), site, reason, details(stuck), advice(reason));
  }

  private static String details(Stuck stuck) {
    return stuck.reason().equals("CreateContainerConfigError") && !stuck.message().isEmpty()
        ? " (" + stuck.message() + ")"
        : "";
  }

  private static String advice(String reason) {
    return switch (reason) {
      case "ImagePullBackOff", "InvalidImageName" ->
          "correct the container's image in spec.template, or let the site pull it";
      case "CreateContainerConfigError" ->
          "set securityContext.runAsUser to a user other than root in spec.template, or correct the ConfigMaps and Secrets it names";
      case "CrashLoopBackOff" -> "see the container's logs at the site";
      default -> "see the pod's events at the site";
    };
  }
}
