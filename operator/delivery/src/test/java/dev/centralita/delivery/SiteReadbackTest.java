package dev.centralita.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.delivery.SiteReadback.Stuck;
import dev.centralita.delivery.SiteReadback.Unschedulable;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteReadbackTest {
  @Test
  void nothingThereIsNothing() {
    assertThat(SiteReadback.of(null, List.of()))
        .isEqualTo(new SiteReadback(-1, 0, 0, false, false, null, List.of(), List.of(), 0, 0));
  }

  @Test
  void aServiceSettlesWhenTheNewestTemplateIsReadyEverywhere() {
    var settled =
        """
        metadata: {generation: 3, annotations: {centralita.dev/epoch: "7"}}
        spec: {replicas: 2}
        status: {observedGeneration: 3, replicas: 2, updatedReplicas: 2, readyReplicas: 2}
        """;

    assertThat(deployment(settled))
        .returns(7L, SiteReadback::epoch)
        .returns(2, SiteReadback::desired)
        .returns(2, SiteReadback::ready)
        .returns(true, SiteReadback::settled);
    assertThat(
            deployment(settled.replace("observedGeneration: 3", "observedGeneration: 2")).settled())
        .isFalse();
    assertThat(deployment(settled.replace("updatedReplicas: 2", "updatedReplicas: 1")).settled())
        .isFalse();
    assertThat(deployment(settled.replace(" replicas: 2, ", " replicas: 3, ")).settled()).isFalse();
    assertThat(deployment(settled.replace("readyReplicas: 2", "readyReplicas: 5")).ready())
        .isEqualTo(2);
  }

  @Test
  void aServiceOfNoReplicasSettlesToo() {
    assertThat(
            deployment(
                    """
                    metadata: {generation: 1}
                    spec: {replicas: 0}
                    status: {observedGeneration: 1}
                    """)
                .settled())
        .isTrue();
  }

  @Test
  void aJobCompletesOrSaysWhyNot() {
    var running = job("spec: {parallelism: 2}\nstatus: {ready: 1, succeeded: 0}");
    var complete =
        job(
            "spec: {parallelism: 2}\nstatus: {succeeded: 2, conditions: [{type: Complete, status: 'True'}]}");
    var failed =
        job(
            "spec: {parallelism: 2}\nstatus: {conditions: [{type: Failed, status: 'True', reason:"
                + " BackoffLimitExceeded, message: too often}]}");
    var suspended = job("spec: {parallelism: 2, suspend: true}\nstatus: {}");

    assertThat(running).returns(1, SiteReadback::ready).returns(false, SiteReadback::settled);
    assertThat(complete).returns(true, SiteReadback::complete).returns(true, SiteReadback::settled);
    assertThat(failed)
        .returns("BackoffLimitExceeded: too often", SiteReadback::failure)
        .returns(false, SiteReadback::complete);
    assertThat(suspended).returns(0, SiteReadback::desired);
  }

  @Test
  void podsThatCannotBeBoundSaySinceWhenOldestFirst() {
    var readback =
        SiteReadback.of(
            null,
            List.of(
                unschedulable("b", "'2026-11-22T19:00:05Z'"),
                unschedulable("a", "'2026-11-22T19:00:01Z'"),
                unschedulable("c", "not-a-time")));

    assertThat(readback.unschedulable())
        .containsExactly(
            new Unschedulable("c", Instant.EPOCH, "0/2 nodes are available"),
            new Unschedulable(
                "a", Instant.parse("2026-11-22T19:00:01Z"), "0/2 nodes are available"),
            new Unschedulable(
                "b", Instant.parse("2026-11-22T19:00:05Z"), "0/2 nodes are available"));
    assertThat(readback.pods()).isEqualTo(3);
  }

  @Test
  void finishedPodsHoldNothingAndLeavingOnesStillDo() {
    var finished = pod("metadata: {name: a}\nspec: {}\nstatus: {phase: Succeeded}");
    var leaving =
        pod(
            "metadata: {name: b, deletionTimestamp: '2026-11-22T19:00:00Z'}\nspec: {}\nstatus: {phase: Running}");

    assertThat(SiteReadback.of(null, List.of(finished, leaving)))
        .returns(1, SiteReadback::pods)
        .returns(1, SiteReadback::terminating)
        .returns(List.of(), SiteReadback::unschedulable);
  }

  @Test
  void aContainerThatCannotStartSaysWhy() {
    var pod =
        pod(
            """
            metadata: {name: a}
            spec: {nodeName: gpu-1}
            status:
              phase: Pending
              initContainerStatuses: [{name: i, state: {waiting: {reason: PodInitializing}}}]
              containerStatuses:
                - {name: c, state: {waiting: {reason: ImagePullBackOff, message: no such image}}}
                - {name: d, state: {waiting: {reason: ContainerCreating}}}
                - {name: e, state: {running: {}}}
            """);

    assertThat(SiteReadback.of(null, List.of(pod)).stuck())
        .containsExactly(new Stuck("a", "c", "ImagePullBackOff", "no such image"));
  }

  private static Pod unschedulable(String name, String since) {
    return pod(
        """
        metadata: {name: %s}
        spec: {}
        status:
          phase: Pending
          conditions:
            - {type: PodScheduled, status: 'False', reason: Unschedulable,
               message: 0/2 nodes are available, lastTransitionTime: %s}
        """
            .formatted(name, since));
  }

  private static SiteReadback deployment(String yaml) {
    return SiteReadback.of(Golden.YAML.unmarshal(yaml, Deployment.class), List.of());
  }

  private static SiteReadback job(String yaml) {
    return SiteReadback.of(Golden.YAML.unmarshal("metadata: {}\n" + yaml, Job.class), List.of());
  }

  private static Pod pod(String yaml) {
    return Golden.YAML.unmarshal(yaml, Pod.class);
  }
}
