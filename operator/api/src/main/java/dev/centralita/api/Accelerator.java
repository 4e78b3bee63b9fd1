package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the register declares of the GPUs of one product at a site: a ceiling, and what they are.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
@ValidationRule(
    value = "!has(self.depreciation) || has(self.commissioned)",
    fieldPath = ".depreciation",
    message = "depreciation begins at no day; Maybe add commissioned")
public record Accelerator(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @JsonPropertyDescription(
            "Product as the node label nvidia.com/gpu.product says it. Example:"
                + " NVIDIA-H100-80GB-HBM3.")
        String product,
    @Required
        @Min(0)
        @Max(100000)
        @JsonPropertyDescription("Whole GPUs of the product at the site, 0 to 100000.")
        int count,
    @JsonPropertyDescription(
            "Watts that one GPU draws at most, a whole number from 1 to 99999. Without it the"
                + " operator's table of products decides; a product that is in neither is not"
                + " placeable. Example: 700.")
        @Nullable Quantity watts,
    @Size(max = 10)
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        @JsonPropertyDescription(
            "Day on which the GPUs of the product went into service here. Their age is reported,"
                + " and workloads may prefer older ones (placement.olderGpus). Example:"
                + " \"2024-03-01\".")
        @Nullable String commissioned,
    @JsonPropertyDescription(
            "What one GPU of the product cost, and what is left of that as it ages. Needs"
                + " commissioned.")
        @Nullable Depreciation depreciation) {

  /** What a GPU is worth as it ages. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value =
          "self.curve.all(a, self.curve.all(b, a.months >= b.months || a.percent >= b.percent))",
      fieldPath = ".curve",
      message =
          "curve rises: a later step has a higher percent than an earlier one; Maybe the percents"
              + " were meant to be what is left, not what is written off")
  public record Depreciation(
      @Required
          @Min(1)
          @Max(10000000)
          @JsonPropertyDescription(
              "What one GPU cost, in whole units of the carrier's own money, 1 to 10000000."
                  + " Example: 28000.")
          int cost,
      @Required
          @Size(min = 1, max = 16)
          @JsonPropertyDescription(
              "Percent of the cost that is left at some ages, one entry per age. It falls evenly"
                  + " between them, from 100 at the beginning, and stays after the last. Example:"
                  + " [{months: 36, percent: 40}, {months: 60, percent: 10}].")
          List<Step> curve) {}

  /** One point of the curve. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Step(
      @Required @Min(1) @Max(600) @JsonPropertyDescription("Age in months, 1 to 600.") int months,
      @Required
          @Min(0)
          @Max(100)
          @JsonPropertyDescription("Percent of the cost that is left then, 0 to 100.")
          int percent) {}
}
