package dev.centralita.inventory;

import dev.centralita.api.EdgeSiteSpec;
import dev.centralita.api.PowerMeasurement.PrometheusService;
import dev.centralita.inventory.Finding.Kind;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus at a site, as the site's API server reaches it.
 *
 * @param path of its query endpoint under the API server's address
 */
public record PowerMeter(String path) {
  /**
   * One row for each GPU: under MIG, and for each pod that uses it, a GPU has several, all with the
   * draw of the whole GPU. A sensor that is missing answers 9.2e18.
   */
  public static final String QUERY = "max by (UUID) (DCGM_FI_DEV_POWER_USAGE < 100000)";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final int PORT = 9090;
  private static final int LAST_PORT = 65_535;

  /** Null where nothing measures the site, or it cannot be used. */
  static @Nullable PowerMeter of(EdgeSiteSpec spec, List<Finding> findings) {
    var measured = spec.power() == null ? null : spec.power().measured();
    if (measured == null) {
      return null;
    }
    if (spec.connection() != null && spec.connection().local() != null) {
      findings.add(
          new Finding(
              Kind.InvalidField,
              "spec.power.measured",
              "is for a cluster of its own: what the hub's Prometheus measures is of all its"
                  + " nodes"));
      return null;
    }
    var meter = measured.prometheus() == null ? null : of(measured.prometheus());
    if (meter == null) {
      findings.add(
          new Finding(
              Kind.InvalidField,
              "spec.power.measured.prometheus",
              "namespace, name and port do not name a Service, so power is not measured"));
    }
    return meter;
  }

  /** Null if the names could lead anywhere else than to a Service; the schema refuses such. */
  static @Nullable PowerMeter of(PrometheusService service) {
    int port = Objects.requireNonNullElse(service.port(), PORT);
    if (!isName(service.namespace()) || !isName(service.name()) || port < 1 || port > LAST_PORT) {
      return null;
    }
    return new PowerMeter(
        "api/v1/namespaces/%s/services/%s%s:%d/proxy/api/v1/query"
            .formatted(
                service.namespace(),
                "https".equals(service.scheme()) ? "https:" : "",
                service.name(),
                port));
  }

  private static boolean isName(@Nullable String name) {
    return name != null && NAME.matcher(name).matches();
  }
}
