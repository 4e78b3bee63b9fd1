package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who must be served, and how near. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record LatencySLASpec(
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
            "Where the users are. Each chosen site alone must meet the target for all of them.")
        List<Population> populations,
    @Required @JsonPropertyDescription("The promise to the users.") Target target) {

  /** The promise to the users. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = Cel.MAX_ROUND_TRIP,
      fieldPath = ".maxRoundTrip",
      messageExpression = Cel.MAX_ROUND_TRIP_MESSAGE)
  public record Target(
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Longest round trip between a user and the site, in us, ms or s, above 0 and at most"
                  + " 10s. Example: 10ms.")
          String maxRoundTrip,
      @Default("100")
          @Min(1)
          @Max(100)
          @JsonPropertyDescription(
              "Percentage of the population weight that must be within maxRoundTrip, 1 to 100."
                  + " Default: 100.")
          @Nullable Integer percentile) {}
}
