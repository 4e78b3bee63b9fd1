package dev.centralita.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.fleet.ClusterSpec;
import dev.centralita.fleet.NodePool;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Batch workload runs once, well or not, whatever becomes of its site. */
class BatchE2E {
  @RegisterExtension static final World world = new World();

  @Test
  void aFinishedJobDoesNotRunAgainWhenItsSiteGoesAway() {
    world.planes().addSite(ClusterSpec.of("toledo", NodePool.of(1, "l4")));
    var toledo = Draft.site("toledo", "40.4168", "-3.7038");
    try {
      world.installation().giveCredential("toledo", world.cluster("toledo").operatorKubeconfig());
      world.apply(toledo);
      world.awaitSite("toledo", "Ready", "True");
      world.apply(World.MADRID.with("/spec/unschedulable", true));
      World.within(10).until(() -> Conditions.are(world.site("madrid"), "Reachable", "True"));
      var once = world.applied(world.batch("once", 2)).await("Ready", "True");
      World.within(60).until(() -> once.status().completedAt() != null);
      world.planes().removeSite("toledo");
      world.delete(toledo);

      World.within(60)
          .until(() ->
              world
                      .hub()
                      .genericKubernetesResources("centralita.dev/v1alpha1", "EdgeSite")
                      .withName("toledo")
                      .get()
                  == null);
      // By then everything has been looked at again.
      world.applied(world.workload("after", 1)).awaitReady();
      assertThat(once.status().completedAt()).isNotNull();
      assertThat(once.running()).isEmpty();
      assertThat(jobs(once)).isEmpty();
    } finally {
      world.installation().takeCredential("toledo");
    }
  }

  @Test
  void aFailedJobIsNotTriedAgainWhenTheSiteHasLostIt() {
    var fails =
        world
            .applied(
                world
                    .batch("fails", 1)
                    .with(
                        "/spec/template/metadata/annotations",
                        Map.of("fleet.centralita.dev/complete-after", "10m"))
                    .without("/spec/template/spec/containers/0/args"))
            .awaitRunning(Map.of("madrid", 1L));
    var job = jobs(fails).getFirst().getMetadata();
    var named =
        world
            .cluster("madrid")
            .adminClient()
            .batch()
            .v1()
            .jobs()
            .inNamespace(job.getNamespace())
            .withName(job.getName());
    // The site's own controller gives up what bears this, as it does after too many failed pods.
    World.within(10)
        .until(() ->
            named.editStatus(j ->
                new JobBuilder(j)
                    .editStatus()
                    .addNewCondition()
                    .withType("FailureTarget")
                    .withStatus("True")
                    .withReason("BackoffLimitExceeded")
                    .withMessage("its pods failed too often")
                    .endCondition()
                    .endStatus()
                    .build())
                != null);

    fails.awaitReason("Stalled", "JobFailed");
    assertThat(Objects.requireNonNull(fails.status().failure()).message())
        .contains("BackoffLimitExceeded", "its pods failed too often");
    named.delete();
    World.within(60).until(() -> jobs(fails).isEmpty());
    world.operator().kill();
    world.operator().start();

    // By then the restarted operator has looked at everything.
    world.applied(world.workload("after", 1)).awaitReady();
    fails.awaitReason("Stalled", "JobFailed");
    assertThat(jobs(fails)).isEmpty();
  }

  private static List<Job> jobs(Watched workload) {
    return world.planes().sites().stream()
        .flatMap(site ->
            site
                .adminClient()
                .batch()
                .v1()
                .jobs()
                .inAnyNamespace()
                .withLabel("centralita.dev/workload-uid", workload.uid())
                .list()
                .getItems()
                .stream())
        .toList();
  }
}
