package dev.centralita.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.centralita.api.Accelerator;
import dev.centralita.api.Accelerator.Depreciation;
import dev.centralita.api.Accelerator.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eight GPUs of 1000 each: 40 % after three years, 10 % after five. */
final class GenerationTest {
  private static final Depreciation CURVE =
      new Depreciation(1000, List.of(new Step(60, 10), new Step(36, 40)));

  private final List<Finding> findings = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "2024-02-29, 0, 8000",
    "2024-03-01, 0, 8000",
    "2024-03-31, 0, 8000",
    "2024-04-01, 1, 7866",
    "2025-09-01, 18, 5600",
    "2027-03-01, 36, 3200",
    "2028-03-01, 48, 2000",
    "2029-03-01, 60, 800",
    "2099-03-01, 900, 800"
  })
  void valueFallsEvenlyBetweenTheSteps(String today, int months, long value) {
    var generation = of("2024-03-01", CURVE);
    assertThat(generation.ageMonths(LocalDate.parse(today))).isEqualTo(months);
    assertThat(generation.bookValue(LocalDate.parse(today))).isEqualTo(value);
    assertThat(findings).isEmpty();
  }

  @Test
  void withoutACurveThereIsAnAgeAndNoValue() {
    assertThat(of("2024-03-01", null).bookValue(LocalDate.parse("2025-03-01"))).isNull();
  }

  @Test
  void whatTheSchemaCouldNotRefuseIsReportedAndDoesNotCount() {
    assertThat(of("2023-02-29", CURVE)).isNull();
    assertThat(of("yesterday", null)).isNull();
    assertThat(of(null, CURVE)).isNull();
    var rising = new Depreciation(1000, List.of(new Step(36, 140)));
    assertThat(of("2024-03-01", rising).depreciation()).isNull();
    var twice = new Depreciation(1000, List.of(new Step(36, 40), new Step(36, 30)));
    assertThat(of("2024-03-01", twice).depreciation()).isNull();
    assertThat(findings).hasSize(5).extracting("kind").containsOnly(Finding.Kind.InvalidField);
  }

  private Generation of(@Nullable String day, @Nullable Depreciation depreciation) {
    return Generation.of(
        new Accelerator("NVIDIA-L4", 8, null, day, depreciation), "spec.accelerators[0]", findings);
  }
}
