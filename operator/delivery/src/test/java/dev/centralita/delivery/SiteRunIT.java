package dev.centralita.delivery;

import static dev.centralita.delivery.SiteUnderTest.batch;
import static dev.centralita.delivery.SiteUnderTest.redecided;
import static dev.centralita.delivery.SiteUnderTest.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.centralita.delivery.ApplyOutcome.Applied;
import dev.centralita.delivery.Delivery.Nodes;
import dev.centralita.fleet.AuditEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of delivered objects when scheduler, controllers and admission are real. */
class SiteRunIT {
  @RegisterExtension static final SiteUnderTest site = new SiteUnderTest();

  @AfterEach
  void leaveTheGpusFree() {
    site.admin().apps().deployments().inAnyNamespace().withLabel(Marks.WORKLOAD_UID).delete();
    site.admin().batch().v1().jobs().inAnyNamespace().withLabel(Marks.WORKLOAD_UID).delete();
    Eventually.holds(() ->
        site.admin()
            .pods()
            .inAnyNamespace()
            .withLabel(Marks.WORKLOAD_UID)
            .list()
            .getItems()
            .isEmpty());
  }

  @Test
  void aServiceRunsOnTheAdvisedNodeUnderRestrictedPodSecurity() {
    var node = site.admin().nodes().list().getItems().getFirst().getMetadata().getName();
    var advice = new Nodes(List.of(node), List.of("NVIDIA-L4"), List.of("NVIDIA-L4"));
    var delivery = redecided(service("run"), 1, 1, advice);

    apply(delivery);
    awaits(delivery, SiteReadback::settled);

    assertThat(site.podsOf(delivery))
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsExactly(node);
    var pod = new PodBuilder(site.podsOf(delivery).getFirst());
    pod.editSpec()
        .editFirstContainer()
        .editSecurityContext()
        .withRunAsNonRoot(false)
        .endSecurityContext()
        .endContainer()
        .endSpec();
    assertThatThrownBy(() -> site.admin().resource(bare(pod)).create())
        .hasMessageContaining("violates PodSecurity \"restricted");
  }

  @Test
  void newAdviceRestartsNothing() {
    var delivery =
        redecided(service("advice"), 1, 1, new Nodes(List.of("elsewhere"), List.of(), List.of()));
    apply(delivery);
    awaits(delivery, SiteReadback::settled);
    var before = uids(delivery);

    var moved = redecided(delivery, 2, 2, new Nodes(List.of("anywhere"), List.of(), List.of()));
    apply(moved);
    awaits(moved, readback -> readback.settled() && readback.ready() == 2);

    assertThat(uids(moved)).containsAll(before);
  }

  @Test
  void podsThatCannotBeBoundAreReadBack() {
    var delivery =
        redecided(
            service("unbindable"), 1, 1, new Nodes(List.of(), List.of(), List.of("NVIDIA-B200")));
    apply(delivery);

    awaits(delivery, readback -> !readback.unschedulable().isEmpty());

    assertThat(readback(delivery))
        .returns(0, SiteReadback::ready)
        .returns(1L, SiteReadback::epoch)
        .satisfies(
            r -> assertThat(r.unschedulable().getFirst().message()).contains("node affinity"));
  }

  @Test
  void aBatchGrowsPausesAndKeepsItsTemplate() {
    var delivery =
        redecided(batch("train"), 1, 1, new Nodes(List.of("elsewhere"), List.of(), List.of()));
    apply(delivery);
    awaits(delivery, SiteReadback::settled);
    assertThat(site.writer().apply(delivery)).isInstanceOf(ApplyOutcome.Unchanged.class);
    var before = uids(delivery);

    var grown = redecided(delivery, 2, 2, Nodes.ANY);
    apply(grown);
    awaits(grown, readback -> readback.ready() == 2);
    assertThat(uids(grown)).containsAll(before);

    apply(redecided(delivery, 0, 3, Nodes.ANY));
    awaits(delivery, readback -> readback.desired() == 0 && readback.pods() == 0);
    assertThat(readback(delivery).complete()).isFalse();
  }

  @Test
  void deadlinesSetAtTheSiteDoNotEndABatch() {
    var delivery = redecided(batch("deadline"), 1, 1, Nodes.ANY);
    apply(delivery);
    Eventually.edits(
        site.admin().batch().v1().jobs().inNamespace(delivery.namespace()).withName("video"),
        job -> {
          job.getSpec().setTtlSecondsAfterFinished(1);
          job.getSpec().setActiveDeadlineSeconds(3600L);
          return job;
        });

    apply(delivery);

    var spec = ((Job) live(delivery)).getSpec();
    assertThat(spec.getTtlSecondsAfterFinished()).isNull();
    assertThat(spec.getActiveDeadlineSeconds()).isNull();
  }

  @Test
  void pruningTakesOneWorkloadOfOneSiteByUidAndVersion() {
    var gone = redecided(service("prune"), 1, 1, Nodes.ANY);
    var stays = redecided(service("prune-not"), 1, 1, Nodes.ANY);
    apply(gone);
    apply(stays);
    awaits(gone, SiteReadback::settled);
    var uid = gone.workload().getMetadata().getUid();
    assertThat(site.writer().prune(uid, "site-2")).isEqualTo(new PruneOutcome(0, 0, 0));
    long mark = site.cluster().auditLog().mark();

    assertThat(site.writer().prune(uid, "site-1"))
        .returns(1, PruneOutcome::deleted)
        .returns(true, PruneOutcome::stopped);
    Eventually.holds(() -> site.writer().prune(uid, "site-1").gone());

    assertThat(live(stays)).isNotNull();
    assertThat(site.writesSince(mark))
        .singleElement()
        .returns("delete", AuditEvent::verb)
        .extracting(event -> event.event().at("/requestObject/preconditions"))
        .satisfies(preconditions -> assertThat(preconditions.properties()).hasSize(2));
  }

  @Test
  void changingTheModeLeavesNothingOfTheOld() {
    var was = redecided(service("mode"), 1, 1, Nodes.ANY);
    apply(was);
    var is = redecided(batch("mode"), 1, 2, Nodes.ANY);
    is.workload().getMetadata().setUid(was.workload().getMetadata().getUid());

    apply(is);
    assertThat(site.writer().pruneExcept(is))
        .returns(1, PruneOutcome::deleted)
        .returns(0, PruneOutcome::objects);

    assertThat(live(is)).isNotNull();
    assertThat(site.admin().apps().deployments().inNamespace(was.namespace()).list().getItems())
        .isEmpty();
  }

  private static void apply(Delivery delivery) {
    assertThat(site.writer().apply(delivery)).isInstanceOf(Applied.class);
  }

  private static void awaits(Delivery delivery, Predicate<SiteReadback> condition) {
    Eventually.holds(() -> condition.test(readback(delivery)));
  }

  private static SiteReadback readback(Delivery delivery) {
    return SiteReadback.of(live(delivery), site.podsOf(delivery));
  }

  private static HasMetadata live(Delivery delivery) {
    return site.admin().resource(Rendering.of(delivery).object()).require();
  }

  private static List<String> uids(Delivery delivery) {
    return site.podsOf(delivery).stream().map(pod -> pod.getMetadata().getUid()).toList();
  }

  private static Pod bare(PodBuilder pod) {
    return pod.editMetadata()
        .withName("copy")
        .withResourceVersion(null)
        .withUid(null)
        .endMetadata()
        .build();
  }
}
