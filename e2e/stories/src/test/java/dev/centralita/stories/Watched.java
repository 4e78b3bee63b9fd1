package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadStatus;
import dev.centralita.api.SovereignWorkloadStatus.RefusedSite;
import dev.centralita.api.SovereignWorkloadStatus.SitePlacement;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A workload as its owner follows it: in its status, and in the pods at the sites. */
record Watched(World world, String namespace, String name) {

  SovereignWorkload now() {
    return Objects.requireNonNull(
        world.hub().resources(SovereignWorkload.class).inNamespace(namespace).withName(name).get(),
        "workload " + name);
  }

  SovereignWorkloadStatus status() {
    return Objects.requireNonNull(now().getStatus(), "status of " + name);
  }

  String uid() {
    return now().getMetadata().getUid();
  }

  long epoch() {
    return Objects.requireNonNull(status().decision(), "decision of " + name).epoch();
  }

  /** Site to replicas, as the status says. */
  Map<String, Integer> placements() {
    var found = new TreeMap<String, Integer>();
    var listed = status().placements();
    if (listed != null) {
      listed.forEach(p -> found.put(p.site(), p.replicas()));
    }
    return found;
  }

  SitePlacement placement(String site) {
    var listed = status().placements();
    return (listed == null ? List.<SitePlacement>of() : listed)
        .stream()
            .filter(p -> p.site().equals(site))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " is not placed at " + site));
  }

  /** Site to running pods, as the sites say. */
  Map<String, Long> running() {
    String uid = uid();
    var found = new TreeMap<String, Long>();
    world
        .planes()
        .sites()
        .forEach(site -> {
          long pods = new SiteTruth(site).runningPodsOf(uid);
          if (pods > 0) {
            found.put(site.name(), pods);
          }
        });
    return found;
  }

  Watched awaitReady() {
    return await("Ready", "True");
  }

  Watched await(String condition, String status) {
    return await(condition + "=" + status, () -> Conditions.are(now(), condition, status));
  }

  /** Waits for the reason of a condition that is True. */
  Watched awaitReason(String condition, String reason) {
    return await(
        condition + " because of " + reason,
        () ->
            Conditions.are(now(), condition, "True")
                && Conditions.find(status().conditions(), condition)
                    .filter(c -> c.getReason().equals(reason))
                    .isPresent());
  }

  /** Waits until exactly so many pods run at the sites named, and none elsewhere. */
  Watched awaitRunning(Map<String, Long> pods) {
    return await("pods " + pods, () -> running().equals(new TreeMap<>(pods)));
  }

  /** Waits until a site is among the refused ones for a reason, and returns that refusal. */
  RefusedSite awaitRefusal(String site, String reason) {
    await(
        "refusal of " + site + " because of " + reason,
        () -> refusal(site) instanceof RefusedSite r && r.reason().equals(reason));
    return Objects.requireNonNull(refusal(site));
  }

  @Nullable RefusedSite refusal(String site) {
    var refusals = status().refusals();
    return refusals == null
        ? null
        : refusals.nearest().stream().filter(r -> r.site().equals(site)).findFirst().orElse(null);
  }

  /** Reason to how many sites it refused. */
  Map<String, Integer> refusalCounts() {
    var found = new TreeMap<String, Integer>();
    var refusals = status().refusals();
    if (refusals != null) {
      refusals.counts().forEach(c -> found.put(c.reason(), c.sites()));
    }
    return found;
  }

  List<Event> events() {
    return world.hub().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(e -> e.getInvolvedObject().getName().equals(name))
        .toList();
  }

  Watched awaitEvent(String reason) {
    return awaitEvent(reason, "");
  }

  /** Waits for an Event with these words in its message. */
  Watched awaitEvent(String reason, String words) {
    return await(
        "Event " + reason + " '" + words + "'",
        () ->
            events().stream()
                .anyMatch(e -> reason.equals(e.getReason()) && e.getMessage().contains(words)));
  }

  /**
   * Waits until it is said that no site takes it, because of this rule, in status and in an Event.
   */
  Watched awaitRefusedEverywhere(String rule) {
    await(
        "Placed=False because of " + rule,
        () ->
            Conditions.find(status().conditions(), "Placed")
                .filter(c -> c.getStatus().equals("False") && c.getMessage().contains(rule))
                .isPresent());
    awaitEvent("Refused", rule);
    assertThat(running()).isEmpty();
    return this;
  }

  private Watched await(String what, Callable<Boolean> condition) {
    try {
      World.within(60).until(condition);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(
          "workload %s/%s waited %d s for %s; status: %s; running: %s; operator log: %s"
              .formatted(
                  namespace,
                  name,
                  60 * World.SLOWNESS,
                  what,
                  now().getStatus(),
                  running(),
                  world.operator().log()),
          e);
    }
    return this;
  }
}
