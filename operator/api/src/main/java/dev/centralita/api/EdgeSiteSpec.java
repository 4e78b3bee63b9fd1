package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.kubernetes.api.model.*;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record EdgeSiteSpec(
    String carrier,
    Location location,
    Jurisdiction jurisdiction,
    Connection connection,
    Power power,
    @Nullable List<Accelerator> accelerators,
    @Nullable Network network,
    @Nullable Boolean unschedulable,
    @Nullable List<SiteTaint> taints,
    @Nullable Boolean drain) {

  public record Location(
      String country, @Nullable String region, String city, String latitude, String longitude) {}

  public record Jurisdiction(
      @Nullable List<String> controlledBy, @Nullable List<Certification> certifications) {}

  public record Certification(String scheme, String level, String validUntil) {}

  public record Connection(@Nullable Local local, @Nullable KubeconfigSecret kubeconfigSecret) {}

  public record Local(Map<String, String> nodeSelector) {}

  public record KubeconfigSecret(String name, @Nullable String key) {}

  public record Power(
      Quantity capacity,
      @Nullable Quantity pue,
      @Nullable Quantity base,
      @Nullable Quantity reserve) {}

  public record Accelerator(String product, int count, @Nullable Quantity watts) {}

  public record Network(@Nullable String accessRtt) {}

  public record SiteTaint(String key, @Nullable String value, String effect) {}
}
