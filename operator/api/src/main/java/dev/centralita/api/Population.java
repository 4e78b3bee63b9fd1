package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where users of a workload are. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record Population(
    @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name, unique in the list. Example: hospitals-bilbao.")
        String name,
    @Required @JsonPropertyDescription("Centre of the population.") Place location,
    @Default("1")
        @Min(1)
        @Max(1000000)
        @JsonPropertyDescription(
            "Weight against the other populations, 1 to 1000000, for example users or calls per"
                + " second. Default: 1.")
        @Nullable Integer weight) {

  /** A point on the map. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = Cel.LATITUDE,
      fieldPath = ".latitude",
      messageExpression = Cel.LATITUDE_MESSAGE)
  @ValidationRule(
      value = Cel.LONGITUDE,
      fieldPath = ".longitude",
      messageExpression = Cel.LONGITUDE_MESSAGE)
  public record Place(
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Latitude in decimal degrees, -90 to 90, north positive, as a string with at most six"
                  + " decimals. Example: \"43.2630\".")
          String latitude,
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Longitude in decimal degrees, -180 to 180, east positive, as a string with at most"
                  + " six decimals. Example: \"-2.9350\".")
          String longitude) {}
}
