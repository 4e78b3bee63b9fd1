package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The law a workload must stay under. An empty list is no rule. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record Sovereignty(
    @Size(max = 64)
        @JsonPropertyDescription(
            "Countries, ISO 3166-1 alpha-2, whose law may be in force at the site; EU and EEA stand"
                + " for their members of the day. Without the list any country will do. Example:"
                + " [ES, PT].")
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
        @Nullable List<CertificationNeed> certifications,
    @JsonPropertyDescription("Companies that may or may not run the site.")
        @Nullable Carriers carriers) {

  /** A certificate that is required. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = Cel.SCHEME_KNOWN,
      fieldPath = ".scheme",
      messageExpression = Cel.SCHEME_MESSAGE)
  @ValidationRule(
      value = Cel.LEVEL_KNOWN,
      fieldPath = ".level",
      messageExpression = Cel.LEVEL_MESSAGE)
  public record CertificationNeed(
      @Required
          @Size(max = 32)
          @JsonPropertyDescription(
              "Scheme: ENS, SecNumCloud, C5, EUCS, ISO27001, HDS, ACN or SOC2.")
          String scheme,
      @Required
          @Size(max = 32)
          @JsonPropertyDescription(
              "Lowest level that is enough. ENS: Basic < Medium < High. SecNumCloud: 3.2. C5 and"
                  + " SOC2: Type1 < Type2. EUCS: Basic < Substantial < High. ISO27001: 2013 < 2022."
                  + " HDS: 1.1 < 2.0. ACN: QC1 < QC2 < QC3 < QC4.")
          String level) {}

  /** Companies by name, compared letter by letter with the EdgeSite's carrier. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.allow) || !has(self.deny) || !self.allow.exists(c, c in self.deny)",
      message = "carriers allows and denies the same name; Maybe keep it in one of the lists")
  public record Carriers(
      @Size(max = 32)
          @JsonPropertyDescription(
              "Carriers that may run the site. Without the list any may. Example: [Telefónica].")
          @Nullable List<@Size(min = 1, max = 63) String> allow,
      @Size(max = 32)
          @JsonPropertyDescription("Carriers that may not run the site. Example: [Acme Towers].")
          @Nullable List<@Size(min = 1, max = 63) String> deny) {}
}
