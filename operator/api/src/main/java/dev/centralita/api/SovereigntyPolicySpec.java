package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.fabric8.kubernetes.api.model.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record SovereigntyPolicySpec(
    @Nullable LabelSelector namespaceSelector,
    @Nullable List<String> jurisdictions,
    @Nullable List<String> excludedControl,
    @Nullable List<Sovereignty.CertificationNeed> certifications,
    Sovereignty.@Nullable Carriers carriers) {}
