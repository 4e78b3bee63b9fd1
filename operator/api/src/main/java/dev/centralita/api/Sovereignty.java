package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.kubernetes.api.model.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record Sovereignty(
    @Nullable List<String> jurisdictions,
    @Nullable List<String> excludedControl,
    @Nullable List<CertificationNeed> certifications,
    @Nullable Carriers carriers) {

  public record CertificationNeed(String scheme, String level) {}

  public record Carriers(@Nullable List<String> allow, @Nullable List<String> deny) {}
}
