package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guard-rails of the platform team. A workload is bound by its own rules and by every policy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record SovereigntyPolicySpec(
    @JsonPropertyDescription(
            "Namespaces whose workloads the policy binds, by their labels. {} selects all of them;"
                + " without a selector the policy binds nobody.")
        @Nullable LabelSelector namespaceSelector,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Countries, ISO 3166-1 alpha-2, whose law may be in force at the site; EU and EEA stand"
                + " for their members of the day. Without the list any country will do. Example:"
                + " [EU].")
        @Nullable List<@Size(max = 16) String> jurisdictions,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Countries, ISO 3166-1 alpha-2, or EU and EEA, whose authorities must not be able to"
                + " compel the site's owner or administrator (jurisdiction.controlledBy of the"
                + " EdgeSite). A site that does not declare its control is refused. Example: [US,"
                + " CN].")
        @Nullable List<@Size(max = 16) String> excludedControl,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Certificates the site must hold, unexpired, at these levels or higher.")
        @Nullable List<Sovereignty.CertificationNeed> certifications,
    @JsonPropertyDescription("Companies that may or may not run the site.")
        Sovereignty.@Nullable Carriers carriers) {}
