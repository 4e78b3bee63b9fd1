package dev.centralita.controller.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.SovereignWorkload;
import dev.centralita.api.SovereignWorkloadSpec;
import dev.centralita.api.SovereignWorkloadSpec.AcceleratorRequest;
import dev.centralita.api.SovereignWorkloadSpec.Disruption;
import dev.centralita.api.SovereignWorkloadSpec.Gang;
import dev.centralita.api.SovereignWorkloadSpec.Mode;
import dev.centralita.api.SovereignWorkloadSpec.Placement;
import dev.centralita.api.SovereignWorkloadSpec.PreemptionPolicy;
import dev.centralita.api.SovereignWorkloadSpec.Sharing;
import dev.centralita.controller.status.Standing;
import dev.centralita.placement.Affinity;
import dev.centralita.placement.Need;
import dev.centralita.placement.Request;
import dev.centralita.placement.Taint;
import dev.centralita.placement.Toleration;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static AcceleratorRequest gpus(int count, String memory) {
    return new AcceleratorRequest(count, null, null, new Quantity(memory), null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({"80Gi,80", "80G,80", "40G,40", "40960Mi,40", "81559Mi,80", "1Ti,1024"})
  void memoryIsTheNominalNumber(String memory, int gib) {
    var spec = Cases.spec(1, Mode.Service, gpus(1, memory), false);
    assertThat(Needs.of(spec).minMemoryGiB()).isEqualTo(gib);
  }

  @Test
  void whatTheTemplateAsksIsCounted() {
    var need = Needs.of(Cases.spec(1, Mode.Service, null, false));
    assertThat(need.gpus()).isZero();
    assertThat(need.cpuMillis()).isEqualTo(500);
    assertThat(need.memoryBytes()).isEqualTo(1L << 30);
  }

  @Test
  void aBatchGoesToOneSiteOrNowhere() {
    var workload = Cases.workload(Cases.spec(4, Mode.Batch, null, false), null);
    var asking = Requests.of(Cases.inputs(workload), DAY, Map.of("madrid", "unbound"), false);
    assertThat(asking).isInstanceOf(Asking.Ask.class);
    var request = ((Asking.Ask) asking).request();
    assertThat(request.singleSite()).isTrue();
    assertThat(request.allOrNothing()).isTrue();
    assertThat(request.replicas()).isEqualTo(4);
    assertThat(request.excludedSites()).containsEntry("madrid", "unbound");
  }

  @Test
  void aSuspendedWorkloadAsksForNothing() {
    var workload = Cases.workload(Cases.spec(4, Mode.Service, null, true), null);
    assertThat(Requests.of(Cases.inputs(workload), DAY, Map.of(), false))
        .isEqualTo(new Asking.Suspended());
  }

  @Test
  void aTemplateThatMayNotBeDeliveredIsNotAskedFor() {
    var workload = Cases.workload(Cases.spec(1, Mode.Service, null, false), null);
    workload.getSpec().template().getSpec().setHostNetwork(true);
    var asking = Requests.of(Cases.inputs(workload), DAY, Map.of(), false);
    assertThat(asking).isInstanceOf(Asking.Blocked.class);
    var standing = ((Asking.Blocked) asking).standing();
    assertThat(standing.reason()).isEqualTo("InvalidTemplate");
    assertThat(standing.message()).contains("spec.template.spec.hostNetwork").contains("Maybe");
  }

  @Test
  void productsAreOneNameHoweverTheyAreWritten() {
    var gpu =
        new AcceleratorRequest(1, List.of("L4", "NVIDIA-L4"), null, null, null, null, null, null);
    assertThat(Needs.of(Cases.spec(1, Mode.Service, gpu, false)).products())
        .containsExactly("NVIDIA-L4");
  }

  @ParameterizedTest
  @CsvSource({
    ",          Exclusive, '',             false",
    ",          Shared,    '',             true",
    "1g.10gb,   Exclusive, 1g.10gb,        false",
    "1g.10gb+me,Shared,    1g.10gb+me.shared, false"
  })
  void whatIsSharedIsAnotherThing(String asked, Sharing sharing, String profile, boolean shared) {
    var gpu = new AcceleratorRequest(1, null, null, null, null, asked, sharing, "10.3");
    assertThat(Needs.of(Cases.spec(1, Mode.Service, gpu, false)))
        .returns(profile, Need::migProfile)
        .returns(shared, Need::shared)
        .returns(103, Need::minCompute);
  }

  @Test
  void theSolverCountsWithTheTolerationsOfThePods() {
    var workload = Cases.workload(Cases.spec(1, Mode.Service, gpus(1, "24Gi"), false), null);
    workload
        .getSpec()
        .template()
        .getSpec()
        .setTolerations(
            List.of(
                new TolerationBuilder().withKey("team").withValue("vision").build(),
                new TolerationBuilder()
                    .withKey("maintenance")
                    .withOperator("Exists")
                    .withEffect("NoExecute")
                    .withTolerationSeconds(60L)
                    .build()));
    assertThat(request(workload).tolerations())
        .containsExactly(
            new Toleration("team", "vision", null),
            new Toleration("nvidia.com/gpu", null, Taint.Effect.NoSchedule));
  }

  @Test
  void othersSelectItByItsOwnLabels() {
    var workload = Cases.workload(Cases.spec(1, Mode.Service, null, false), null);
    workload.getMetadata().setLabels(Map.of("app", "video"));
    var affinity = new Affinity("team", Map.of("app", "video"), List.of(), List.of());
    assertThat(request(workload).affinity()).isEqualTo(affinity);
    assertThat(Requests.restored(workload).affinity()).isEqualTo(affinity);
  }

  @Test
  void nobodyIsPreemptibleWhoDoesNotSaySoOrBelongsToAGang() {
    var plain = Cases.spec(1, Mode.Service, null, false);
    var member = new Placement(null, null, null, null, null, null, new Gang("train", 2));
    assertThat(request(Cases.workload(plain, null)))
        .returns(true, Request::preempts)
        .returns(false, Request::preemptible);
    assertThat(request(Cases.workload(disrupted(plain, null), null)))
        .returns(false, Request::preempts)
        .returns(true, Request::preemptible);
    assertThat(request(Cases.workload(disrupted(plain, member), null)))
        .returns(false, Request::preemptible)
        .returns("team/train", r -> r.gang().name());
  }

  private static SovereignWorkloadSpec disrupted(
      SovereignWorkloadSpec s, @Nullable Placement placement) {
    return new SovereignWorkloadSpec(
        s.replicas(),
        s.mode(),
        s.template(),
        s.accelerator(),
        s.sovereignty(),
        s.latency(),
        placement,
        s.priority(),
        PreemptionPolicy.Never,
        new Disruption(true),
        s.suspend());
  }

  @Test
  void whatAsksForNoGpuDoesNotTolerateTheGpuTaint() {
    var workload = Cases.workload(Cases.spec(1, Mode.Service, null, false), null);
    assertThat(request(workload).tolerations()).isEmpty();
  }

  @Test
  void aMissingSlaIsAwaitedAndThenGivenUp() {
    var inputs = Cases.referringTo("gold");
    var awaited = ((Asking.Blocked) Requests.of(inputs, DAY, Map.of(), false)).standing();
    assertThat(awaited).isInstanceOf(Standing.Reconciling.class);
    var overdue = ((Asking.Blocked) Requests.of(inputs, DAY, Map.of(), true)).standing();
    assertThat(overdue).isInstanceOf(Standing.Stalled.class);
    assertThat(overdue.reason()).isEqualTo(awaited.reason()).isEqualTo("SlaNotFound");
    assertThat(overdue.message()).contains("spec.latency.slaRef.name", "gold", "team", "Maybe");
  }

  private static Request request(SovereignWorkload workload) {
    return ((Asking.Ask) Requests.of(Cases.inputs(workload), DAY, Map.of(), false)).request();
  }
}
