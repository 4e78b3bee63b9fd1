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
import org.jspecify.annotations.Nullable;

/** What measures the site's power. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record PowerMeasurement(
    @Required
        @JsonPropertyDescription(
            "A Prometheus at the site that scrapes dcgm-exporter (DCGM_FI_DEV_POWER_USAGE).")
        PrometheusService prometheus) {

  /**
   * A Service of the site, reached through its API server with the site's own credential: the hub
   * opens no connection to an address that a site or a user names.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record PrometheusService(
      @Required
          @Size(min = 1, max = 63)
          @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
          @JsonPropertyDescription("Namespace of the Service at the site. Example: monitoring.")
          String namespace,
      @Required
          @Size(min = 1, max = 63)
          @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
          @JsonPropertyDescription(
              "Name of the Service. The hub's role at the site must allow get on services/proxy of"
                  + " exactly <name>:<port>, as manifests/site/measured-power.yaml does. Example:"
                  + " prometheus-operated.")
          String name,
      @Default("9090")
          @Min(1)
          @Max(65535)
          @JsonPropertyDescription("Port of the Service, 1 to 65535. Default: 9090.")
          @Nullable Integer port,
      @Default("http")
          @Pattern("^(http|https)$")
          @JsonPropertyDescription("How Prometheus is spoken to: http or https. Default: http.")
          @Nullable String scheme) {}
}
