package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workloads that mind each other: who is with whom, who waits for whom, who makes room. */
class ScheduleE2E {
  @RegisterExtension static final World world = new World();

  private static Draft labelled(String name, int replicas) {
    return world.workload(name, replicas).with("/metadata/labels", Map.of("app", name));
  }

  private static List<Map<String, Object>> selecting(String app) {
    return List.of(Map.of("workloadSelector", Map.of("matchLabels", Map.of("app", app))));
  }

  @Test
  void whatIsKeptApartNeverSharesASite() {
    world.applied(labelled("primary", 1)).awaitRunning(Map.of("madrid", 1L)).awaitReady();
    var standby = labelled("standby", 1).with("/spec/placement/antiAffinity", selecting("primary"));

    var watched = world.applied(standby).awaitRunning(Map.of("valencia", 1L)).awaitReady();

    assertThat(watched.awaitRefusal("madrid", "AntiAffinity").relaxation())
        .isEqualTo("placement.antiAffinity from with app=primary to without app=primary");
    // The one that is kept away from does not come either.
    world.apply(labelled("primary", 9));
    world.watch(labelled("primary", 9)).awaitRunning(Map.of("madrid", 8L, "barcelona", 1L));
  }

  @Test
  void whatWantsCompanyWaitsForItAndGoesThere() {
    var front = labelled("front", 1).with("/spec/placement/affinity", selecting("cache"));
    var waiting = world.applied(front).awaitReason("Reconciling", "Affinity");
    assertThat(waiting.running()).isEmpty();

    world
        .applied(labelled("cache", 1).with("/spec/sovereignty/jurisdictions", List.of("FR")))
        .awaitRunning(Map.of("paris", 1L));

    waiting.awaitRunning(Map.of("paris", 1L)).awaitReady();
  }

  /** Only Paris will do: four of its eight GPUs. */
  private static Draft parisian(String name, int priority, boolean preemptible) {
    return world
        .workload(name, 1)
        .with("/spec/accelerator/count", 4)
        .with("/spec/priority", priority)
        .with("/spec/disruption/preemptible", preemptible)
        .with("/spec/sovereignty/jurisdictions", List.of("FR"));
  }

  @Test
  void exactlyTheLeastLeavesAndNobodyForNothing() {
    var paris = Map.of("paris", 1L);
    var cheap = world.applied(parisian("cheap", 1, true)).awaitRunning(paris).awaitReady();
    var dear = world.applied(parisian("dear", 2, true)).awaitRunning(paris).awaitReady();
    var wide = parisian("wide", 100, false).with("/spec/accelerator/count", 9);
    world.applied(wide).await("Ready", "False");

    var urgent = world.applied(parisian("urgent", 10, false)).awaitRunning(paris).awaitReady();

    assertThat(cheap.awaitReason("Reconciling", "Preempted").running()).isEmpty();
    assertThat(cheap.events()).anyMatch(e -> "Preempted".equals(e.getReason()));
    assertThat(urgent.events())
        .anyMatch(e -> "Preempting".equals(e.getReason()) && e.getMessage().contains("cheap"));
    assertThat(dear.running()).isEqualTo(paris);
    assertThat(dear.epoch()).isEqualTo(1);
    assertThat(cheap.epoch()).isEqualTo(2);

    world.delete(parisian("urgent", 10, false));
    cheap.awaitRunning(paris).awaitReady();
  }

  @Test
  void whoIsNotPreemptibleStaysHoweverUrgentTheOther() {
    var paris = Map.of("paris", 1L);
    world.applied(parisian("firm", -5, false).with("/spec/accelerator/count", 8));
    world.watch(parisian("firm", -5, false)).awaitRunning(paris).awaitReady();

    var urgent = world.applied(parisian("urgent", 10, false)).await("Reconciling", "True");

    assertThat(urgent.awaitRefusal("paris", "NodeFit").site()).isEqualTo("paris");
    assertThat(world.watch(parisian("firm", -5, false)).epoch()).isEqualTo(1);
  }

  @Test
  void aVictimThatFindsAnotherPlaceMovesThere() {
    var near =
        parisian("roaming", 0, true)
            .without("/spec/sovereignty")
            .with(
                "/spec/latency/populations/0/location",
                Map.of("latitude", "48.8566", "longitude", "2.3522"))
            .with("/spec/accelerator/count", 8);
    var roaming = world.applied(near).awaitRunning(Map.of("paris", 1L)).awaitReady();

    world.applied(parisian("urgent", 10, false)).awaitRunning(Map.of("paris", 1L)).awaitReady();

    roaming.awaitReady();
    assertThat(roaming.running()).containsOnlyKeys("barcelona");
    assertThat(roaming.events()).anyMatch(e -> "Preempted".equals(e.getReason()));
  }

  private static Draft member(String name) {
    return parisian(name, 0, false)
        .without("/spec/disruption")
        .with("/spec/placement/gang", Map.of("name", "train", "minMembers", 2));
  }

  @Test
  void aGangWaitsAndThenBeginsTogether() {
    var first = world.applied(member("first")).awaitReason("Reconciling", "GangIncomplete");
    assertThat(first.running()).isEmpty();
    assertThat(first.status().decision()).isNull();
    // What it does not hold, others may have.
    var other = parisian("other", 0, false);
    world.applied(other).awaitRunning(Map.of("paris", 1L)).awaitReady();
    var second = world.applied(member("second")).awaitReason("Reconciling", "GangIncomplete");
    assertThat(first.running()).isEmpty();

    world.delete(other);

    first.awaitRunning(Map.of("paris", 1L)).awaitReady();
    second.awaitRunning(Map.of("paris", 1L)).awaitReady();
  }
}
