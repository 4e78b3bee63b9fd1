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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the hub choose how GPUs of a site are partitioned. The site's owner allows it twice: here,
 * and by the rights of manifests/site/mig-steering.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record MigSteering(
    @Required
        @Size(min = 1, max = 16)
        @JsonPropertyDescription(
            "Configurations of the site's MIG manager that the hub may choose, the dearest first:"
                + " all-disabled, all-balanced (under the mixed strategy only) or all-<profile>."
                + " Example: [all-disabled, all-1g.10gb].")
        List<
                @Size(max = 32)
                @Pattern(
                    "^all-(disabled|balanced|[1-9]g[.][1-9][0-9]{0,2}gb([.](me|gfx|me[.]all)|-me)?)$")
                String>
            configs,
    @Default("600")
        @Min(10)
        @Max(86400)
        @JsonPropertyDescription(
            "Seconds between two changes at the site, and after a start of the operator before the"
                + " first. Default: 600.")
        @Nullable Integer settleSeconds) {}
