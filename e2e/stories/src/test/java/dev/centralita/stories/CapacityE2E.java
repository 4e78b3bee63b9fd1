package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.Ability;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is promised twice, whoever asks and however many at once. Judged at the sites. */
class CapacityE2E {
  private static final BigDecimal PUE = new BigDecimal("1.2");
  private static final Map<String, Integer> WATTS = Map.of("NVIDIA-L4", 72);

  /** 1.2 × 72 W × 5 = 432 W: power runs out at Madrid before GPUs do. */
  private static final long SMALL_ENVELOPE = 440;

  /** For so long nothing changes before a story is over. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /**
   * Of every try: CI tells a failed story again, and what a try has seen must not be lost by it.
   */
  private static final Queue<String> SEEN_OVERBOOKED = new ConcurrentLinkedQueue<>();

  @RegisterExtension static final World world = new World();

  @Test
  void twoHundredWorkloadsAtOnceNeverOverbookAnything() throws Exception {
    world.apply(World.MADRID.with("/spec/power/capacity", Long.toString(SMALL_ENVELOPE)));
    world.awaitSite("madrid", "Ready", "True");
    var process = world.operator() instanceof OperatorProcess p ? p : null;
    var before = process == null ? null : Spent.of(process);
    long begin = System.nanoTime();
    var looks = new AtomicInteger();
    try (var watch = Executors.newSingleThreadScheduledExecutor()) {
      var watching =
          watch.scheduleWithFixedDelay(
              () -> {
                SEEN_OVERBOOKED.addAll(overbooked());
                looks.incrementAndGet();
              },
              0,
              250,
              TimeUnit.MILLISECONDS);
      try (var users = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < 200; i++) {
          var draft = world.workload("crowd-" + i, 1).with("/spec/accelerator/count", 1 + i % 3);
          users.submit(() -> world.apply(draft));
        }
      }
      awaitQuiet();
      // A look that failed would have ended the watch.
      assertThat(watching.isDone()).isFalse();
      watch.shutdownNow();
    }

    if (process != null && before != null) {
      World.within(60).until(() -> Spent.of(process).since(before).decisions() >= 200);
      double seconds = (System.nanoTime() - begin) / 1e9 - QUIET.toSeconds();
      var spent = Spent.of(process).since(before);
      System.out.println("Two hundred workloads at once, " + spent.in(seconds));
      assertThat(spent.deciding()).isLessThan(seconds / 10);
    }
    assertThat(looks.get()).isGreaterThan(10);
    assertThat(SEEN_OVERBOOKED).isEmpty();
    assertThat(overbooked()).isEmpty();
    // 5 at Madrid by its power, 8 at each of the others: what can be used is used.
    assertThat(held("madrid")).isEqualTo(5);
    assertThat(held("valencia") + held("barcelona") + held("paris")).isEqualTo(24);
  }

  @Test
  void scalesUpAndDown() {
    var draft = world.workload("elastic", 1);
    var elastic = world.applied(draft).awaitRunning(Map.of("madrid", 1L));

    world.apply(draft.with("/spec/replicas", 10));
    elastic.awaitRunning(Map.of("madrid", 8L, "valencia", 2L)).awaitReady();

    world.apply(draft.with("/spec/replicas", 2));
    elastic.awaitRunning(Map.of("madrid", 2L)).awaitReady();

    world.apply(draft.with("/spec/replicas", 0));
    elastic.awaitRunning(Map.of()).awaitReady();
  }

  @Test
  void aForeignPodHoldsItsGpus() {
    var foreign =
        new PodBuilder()
            .withNewMetadata()
            .withName("foreign")
            .withNamespace("default")
            .endMetadata()
            .withNewSpec()
            .withTerminationGracePeriodSeconds(0L)
            .addNewContainer()
            .withName("main")
            .withImage("centralita/workload:local")
            .withNewResources()
            .addToLimits(SiteTruth.GPU, new Quantity("4"))
            .endResources()
            .endContainer()
            .endSpec()
            .build();
    var madrid = world.cluster("madrid").adminClient();
    madrid.resource(foreign).create();
    try {
      World.within(30)
          .until(() -> madrid.resource(foreign).get().getStatus().getPhase().equals("Running"));
      World.within(30).until(() -> world.gpusUsed("madrid") == 4);

      var guest = world.applied(world.workload("guest", 6)).awaitReady();

      assertThat(guest.running()).isEqualTo(Map.of("madrid", 4L, "valencia", 2L));
      assertThat(world.truth("madrid").gpusAsked()).isEqualTo(8);
    } finally {
      madrid.resource(foreign).delete();
    }
  }

  @Test
  void whatWaitsIsPlacedWhenRoomAppears() {
    var first = world.workload("first", 32);
    world.applied(first).awaitReady();
    var second = world.applied(world.workload("second", 1)).await("Reconciling", "True");
    assertThat(second.running()).isEmpty();

    world.apply(first.with("/spec/replicas", 31));

    second.awaitReady();
  }

  @Test
  void aSecondEdgeSiteOnOneClusterIsRefused() {
    var twin =
        World.MADRID.named("madrid-twin").with("/spec/connection/kubeconfigSecret/name", "madrid");
    world.apply(twin);

    world.awaitSite("madrid-twin", "Stalled", "True");
    var wide = world.applied(world.workload("wide", 9)).awaitReady();
    assertThat(wide.running()).isEqualTo(Map.of("madrid", 8L, "valencia", 1L));
    assertThat(wide.placements()).doesNotContainKey("madrid-twin");
  }

  @Test
  @Needs(Ability.MADE_UP_NODES)
  void aPodThatCannotBeBoundIsDecidedAgain() {
    // Disk is between the pod and the site's own scheduler: the hub does not count it.
    setDisk("valencia", "9Ti");
    try {
      var disk =
          world
              .workload("disk", 1)
              .with("/spec/template/spec/containers/0/resources/requests/ephemeral-storage", "4Ti");

      var watched = world.applied(disk).awaitRunning(Map.of("valencia", 1L));

      watched.awaitRefusal("madrid", "BackOff");
      watched.awaitEvent("Unschedulable");
    } finally {
      setDisk("valencia", "800Gi");
    }
  }

  private static void setDisk(String site, String size) {
    var client = world.cluster(site).adminClient();
    for (var node : client.nodes().list().getItems()) {
      client
          .resource(node)
          .editStatus(n -> {
            n.getStatus().getAllocatable().put("ephemeral-storage", new Quantity(size));
            n.getStatus().getCapacity().put("ephemeral-storage", new Quantity(size));
            return n;
          });
    }
  }

  /** Every pod that was decided runs, and nothing has changed for a while. */
  private static void awaitQuiet() {
    World.within(150)
        .during(QUIET)
        .until(() ->
            world.planes().sites().stream().mapToLong(s -> held(s.name())).sum() == 29
                && world.planes().sites().stream()
                    .allMatch(s ->
                        world.truth(s.name()).deliveredPods().stream()
                            .allMatch(p -> "Running".equals(p.getStatus().getPhase()))));
  }

  private static long held(String site) {
    return world.truth(site).gpusAsked();
  }

  private static List<String> overbooked() {
    var found = new ArrayList<String>();
    for (var site : world.planes().sites()) {
      long envelope = site.name().equals("madrid") ? SMALL_ENVELOPE : 1_000_000;
      found.addAll(world.truth(site.name()).overbooked(PUE, WATTS, envelope));
    }
    return found;
  }
}
