package dev.centralita.controller.edgesite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.Accelerator;
import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec;
import dev.centralita.api.EdgeSiteStatus.AcceleratorUse;
import dev.centralita.api.PowerMeasurement;
import dev.centralita.controller.connection.SiteState;
import dev.centralita.controller.connection.SiteView;
import dev.centralita.controller.status.Conditions;
import dev.centralita.controller.status.Standing;
import dev.centralita.inventory.GpuStack;
import dev.centralita.inventory.PowerDraw;
import dev.centralita.placement.SiteUse;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aRefusedTwinKeepsTheClusterSeenAndStaysRefusedWithoutConnectingAgain() {
    var old = SiteGatheredTest.remote("madrid", "2026-01-01T00:00:00Z", "cluster-1");
    var young = SiteGatheredTest.remote("alias", "2026-02-01T00:00:00Z", null);
    var view = new SiteView("alias", new SiteState.Synced("cluster-1"), true, NOW, "cluster-1");
    var first = SiteGatheredTest.gathered(young, view, NOW, old);
    var status = SiteStatus.of(first, Admission.of(first), List.of());
    assertThat(status.clusterUid()).isEqualTo("cluster-1");

    young.setStatus(status);
    var next = SiteGatheredTest.gathered(young, null, NOW, old);
    assertThat(Admission.of(next)).isInstanceOf(Admission.Refused.class);
    assertThat(Admission.of(SiteGatheredTest.gathered(old, null, NOW, young)))
        .as("the older is not disturbed by what the younger keeps")
        .isEqualTo(new Admission.Admitted("cluster-1"));
  }

  @Test
  void whatTheStackSaysOfItselfIsACondition() {
    assertThat(stack(null, List.of())).isEqualTo("Unknown NotListed");
    assertThat(stack(stack(true, "Ready"), List.of())).isEqualTo("True Ready");
    assertThat(stack(stack(false, "NoGPUNodes"), List.of())).isEqualTo("False NoGPUNodes");
    assertThat(stack(stack(null, "NothingSaid"), List.of())).isEqualTo("Unknown NothingSaid");
    assertThat(stack(stack(true, "Ready"), List.of("clusterpolicies")))
        .isEqualTo("Unknown Withheld");
  }

  @Test
  void powerIsSpokenOfOnlyWhereItIsMeasured() {
    assertThat(Conditions.find(measured(null, PowerDraw.UNKNOWN), "PowerWithinEnvelope")).isEmpty();
    var meter = "monitoring";
    assertThat(power(measured(meter, PowerDraw.UNKNOWN))).isEqualTo("Unknown NotMeasured");
    assertThat(power(measured(meter, new PowerDraw(900L, false, NOW, null))))
        .isEqualTo("True Measured");
    assertThat(power(measured(meter, new PowerDraw(900L, false, NOW, "odd"))))
        .isEqualTo("True MeasuredInPart");
    assertThat(power(measured(meter, new PowerDraw(2_000L, true, NOW, null))))
        .isEqualTo("False Overdrawn");
    assertThat(power(measured(meter, PowerDraw.PRESUMED_OVER))).isEqualTo("False Overdrawn");
  }

  @Test
  void anOverdrawnSiteIsReadyAndSaysWhyNothingComes() {
    var view = new SiteView("madrid", new SiteState.Synced("c"), true, NOW, "c");
    var gathered =
        SiteGatheredTest.gathered(site("monitoring"), view, NOW, PowerDraw.PRESUMED_OVER, null);
    var standing = SiteStanding.of(gathered, new Admission.Admitted("c"));
    assertThat(standing).isInstanceOf(Standing.Ready.class);
    assertThat(standing.toString()).contains("Overdrawn");
  }

  @Test
  void ageAndBookValueAreReportedWhereTheyAreDeclared() {
    var site = site(null);
    var spec = site.getSpec();
    var curve = new Accelerator.Depreciation(9_000, List.of(new Accelerator.Step(36, 40)));
    site.setSpec(
        new EdgeSiteSpec(
            spec.carrier(),
            new EdgeSiteSpec.Location("ES", null, null, "40.4", "-3.7"),
            new EdgeSiteSpec.Jurisdiction(null, null),
            spec.connection(),
            spec.power(),
            List.of(
                new Accelerator("NVIDIA-L4", 4, null, "2024-11-22", curve),
                new Accelerator("NVIDIA-L40S", 2, null, null, null)),
            null,
            null,
            null,
            null,
            null));
    var use =
        new SiteUse(
            "madrid",
            List.of(
                new SiteUse.Product("NVIDIA-L4", 4, 1, 3),
                new SiteUse.Product("NVIDIA-L40S", 2, 0, 2)),
            86,
            1_000);
    var gathered = SiteGatheredTest.gathered(site, use);

    // 24 of 36 months, in which 100 % fall to 40 %: 60 % of 4 × 9,000.
    assertThat(SiteStatus.of(gathered, new Admission.Admitted("c"), List.of()).accelerators())
        .containsExactly(
            new AcceleratorUse("NVIDIA-L4", 4, 1, 3, 24, 21_600L),
            new AcceleratorUse("NVIDIA-L40S", 2, 0, 2, null, null));
  }

  private static GpuStack stack(@Nullable Boolean ready, String reason) {
    return new GpuStack(
        GpuStack.Kind.ClusterPolicy, "p", ready, reason, "said", "container", null, List.of());
  }

  private static String stack(@Nullable GpuStack stack, List<String> withheld) {
    var view = new SiteView("madrid", new SiteState.Synced("c"), true, NOW, "c", withheld);
    var gathered = SiteGatheredTest.gathered(site(null), view, NOW, PowerDraw.UNKNOWN, stack);
    var status = SiteStatus.of(gathered, new Admission.Admitted("c"), List.of());
    assertThat(status.acceleratorStack() == null).isEqualTo(stack == null);
    return said(status.conditions(), "AcceleratorStackReady");
  }

  private static @Nullable List<Condition> measured(@Nullable String namespace, PowerDraw draw) {
    var gathered = SiteGatheredTest.gathered(site(namespace), null, NOW, draw, null);
    return SiteStatus.of(gathered, new Admission.Admitted("c"), List.of()).conditions();
  }

  private static String power(@Nullable List<Condition> conditions) {
    return said(conditions, "PowerWithinEnvelope");
  }

  private static String said(@Nullable List<Condition> conditions, String type) {
    var condition = Conditions.find(conditions, type).orElseThrow();
    return condition.getStatus() + " " + condition.getReason();
  }

  private static EdgeSite site(@Nullable String prometheusIn) {
    var site = SiteGatheredTest.remote("madrid", "2026-01-01T00:00:00Z", "c");
    var spec = site.getSpec();
    var measured =
        prometheusIn == null
            ? null
            : new PowerMeasurement(
                new PowerMeasurement.PrometheusService(prometheusIn, "prometheus", null, null));
    site.setSpec(
        new EdgeSiteSpec(
            spec.carrier(),
            spec.location(),
            spec.jurisdiction(),
            spec.connection(),
            new EdgeSiteSpec.Power(new Quantity("1k"), null, null, null, measured, null),
            null,
            null,
            null,
            null,
            null,
            null));
    return site;
  }
}
