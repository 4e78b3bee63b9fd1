package dev.centralita.controller.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.EdgeSiteStatus;
import dev.centralita.api.EdgeSiteStatus.AcceleratorUse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final OperatorMetrics metrics = new OperatorMetrics(registry);

  @Test
  void aGenerationIsAnAgeAndAValueUntilTheSiteGoes() {
    metrics.reported("madrid", with(new AcceleratorUse("NVIDIA-L4", 4, 0, 4, 24, 21_600L)));
    metrics.reported("madrid", with(new AcceleratorUse("NVIDIA-L4", 4, 0, 4, 25, 21_000L)));

    assertThat(gauge("centralita.site.accelerator.age.months")).isEqualTo(25);
    assertThat(gauge("centralita.site.accelerator.book.value")).isEqualTo(21_000);

    metrics.removed("madrid");
    assertThat(registry.find("centralita.site.accelerator.age.months").meters()).isEmpty();
  }

  @Test
  void whatIsNotDeclaredIsNoNumber() {
    metrics.reported("madrid", with(new AcceleratorUse("NVIDIA-L4", 4, 0, 4, null, null)));

    assertThat(registry.find("centralita.site.accelerator.age.months").meters()).isEmpty();
  }

  private double gauge(String name) {
    return registry.get(name).tags("site", "madrid", "product", "NVIDIA-L4").gauge().value();
  }

  private static EdgeSiteStatus with(AcceleratorUse use) {
    return new EdgeSiteStatus(
        1L, List.of(), null, null, 1, 0, List.of(use), null, null, null, null);
  }
}
