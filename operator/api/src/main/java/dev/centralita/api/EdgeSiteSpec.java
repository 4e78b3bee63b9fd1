package dev.centralita.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hub's own register of a site: what a site reports may narrow it and never widens it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
@ValidationRule(
    value = "!has(self.power.measured) || !has(self.connection.local)",
    fieldPath = ".power.measured",
    message =
        "power.measured is for a site that is a cluster of its own: what the hub's Prometheus"
            + " measures is of all its nodes; Maybe leave it out")
public record EdgeSiteSpec(
    @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "Company that runs the site. A workload's carriers.allow and carriers.deny are compared"
                + " with it letter by letter. Example: Telefónica.")
        String carrier,
    @Required
        @JsonPropertyDescription("Where the site stands. The country's law is in force there.")
        Location location,
    @Required
        @JsonPropertyDescription(
            "Whose authorities can compel the site, and what it is certified for.")
        Jurisdiction jurisdiction,
    @Required
        @JsonPropertyDescription(
            "How the hub reaches the site: exactly one of local and kubeconfigSecret.")
        Connection connection,
    @Required
        @JsonPropertyDescription(
            "Power envelope. Nothing is placed that would take pue × watts of all GPU pods + base"
                + " above capacity - reserve.")
        Power power,
    @Size(max = 32)
        @JsonPropertyDescription(
            "GPUs the site may be asked for, one entry per product: the smaller of what is declared"
                + " here and what its nodes report counts. Without the list the nodes decide; with"
                + " it, a product that is not listed is not used.")
        @Nullable List<Accelerator> accelerators,
    @JsonPropertyDescription("The site's place in the network.") @Nullable Network network,
    @Default("false")
        @JsonPropertyDescription(
            "Cordon: nothing new is placed at the site, what runs there stays. Default: false.")
        @Nullable Boolean unschedulable,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Keeps away every workload whose placement.tolerations do not tolerate the taint.")
        @Nullable List<SiteTaint> taints,
    @Default("false")
        @JsonPropertyDescription(
            "Moves what runs at the site elsewhere, as far as the rules of each workload allow, and"
                + " keeps new workloads away. What fits nowhere else stays. Default: false.")
        @Nullable Boolean drain,
    @JsonPropertyDescription(
            "Lets the hub partition GPUs of nodes without GPU pods anew, one node at a time, when"
                + " more of what waits could then be placed. Without it the geometry is the"
                + " site's.")
        @Nullable MigSteering migSteering) {

  /** Where the site stands. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(value = Cel.REGION, fieldPath = ".region", messageExpression = Cel.REGION_MESSAGE)
  @ValidationRule(
      value = Cel.LATITUDE,
      fieldPath = ".latitude",
      messageExpression = Cel.LATITUDE_MESSAGE)
  @ValidationRule(
      value = Cel.LONGITUDE,
      fieldPath = ".longitude",
      messageExpression = Cel.LONGITUDE_MESSAGE)
  public record Location(
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Country as an ISO 3166-1 alpha-2 code in capitals. Its law is the one in force at"
                  + " the site. Example: ES.")
          String country,
      @Size(max = 8)
          @JsonPropertyDescription("Region as an ISO 3166-2 code of the country. Example: ES-MD.")
          @Nullable String region,
      @Required
          @Size(min = 1, max = 63)
          @JsonPropertyDescription("City, for people to read. Example: Madrid.")
          String city,
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Latitude in decimal degrees, -90 to 90, north positive, as a string with at most six"
                  + " decimals. Example: \"40.4168\".")
          String latitude,
      @Required
          @Size(max = 16)
          @JsonPropertyDescription(
              "Longitude in decimal degrees, -180 to 180, east positive, as a string with at most"
                  + " six decimals. Example: \"-3.7038\".")
          String longitude) {}

  /** Legal control, which is separate from the place. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record Jurisdiction(
      @Size(max = 32)
          @JsonPropertyDescription(
              "Countries, ISO 3166-1 alpha-2, whose authorities can compel whoever owns or"
                  + " administers the site. Unknown when empty: then no workload that sets"
                  + " excludedControl is placed here. Example: [ES].")
          @Nullable List<@Size(max = 16) String> controlledBy,
      @Size(max = 16)
          @JsonPropertyDescription(
              "Certificates the site holds, one per scheme. An expired one does not count.")
          @Nullable List<Certification> certifications) {}

  /** A certificate and the day it ends. */
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
  public record Certification(
      @Required
          @Size(max = 32)
          @JsonPropertyDescription(
              "Scheme: ENS, SecNumCloud, C5, EUCS, ISO27001, HDS, ACN or SOC2.")
          String scheme,
      @Required
          @Size(max = 32)
          @JsonPropertyDescription(
              "Level held. ENS: Basic < Medium < High. SecNumCloud: 3.2. C5 and SOC2: Type1 <"
                  + " Type2. EUCS: Basic < Substantial < High. ISO27001: 2013 < 2022. HDS: 1.1 <"
                  + " 2.0. ACN: QC1 < QC2 < QC3 < QC4.")
          String level,
      @Required
          @Size(max = 40)
          @Pattern(
              "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$")
          @JsonPropertyDescription(
              "Moment from which the certificate no longer counts, RFC 3339. What runs here on the"
                  + " strength of it moves away then. Example: \"2027-06-30T00:00:00Z\".")
          String validUntil) {}

  /** How the hub reaches the site. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = "has(self.local) != has(self.kubeconfigSecret)",
      messageExpression =
          "'connection names ' + (has(self.local) ? 'both local and kubeconfigSecret' : 'neither"
              + " local nor kubeconfigSecret') + '; Maybe keep kubeconfigSecret for a cluster of"
              + " its own, or local for nodes of the hub'")
  public record Connection(
      @JsonPropertyDescription("The site is a set of nodes of the hub cluster itself.")
          @Nullable Local local,
      @JsonPropertyDescription(
              "The site is a cluster of its own, reached with the kubeconfig in a Secret of the"
                  + " operator's namespace.")
          @Nullable KubeconfigSecret kubeconfigSecret) {}

  /** Nodes of the hub. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = "self.nodeSelector.size() > 0",
      fieldPath = ".nodeSelector",
      message =
          "nodeSelector {} would claim every node of the hub; Maybe a label that only the site's"
              + " nodes carry, like centralita.dev/site: madrid-1")
  public record Local(
      @Required
          @JsonPropertyDescription(
              "Labels of the hub's nodes that make up the site. No two sites may share a node: the"
                  + " oldest wins. Example: {centralita.dev/site: madrid-1}.")
          Map<String, @Size(max = 63) String> nodeSelector) {}

  /** Where the credential of a remote site is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record KubeconfigSecret(
      @Required
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription("Name of the Secret, in the operator's namespace.")
          String name,
      @Default("kubeconfig")
          @Size(min = 1, max = 253)
          @Pattern("^[-._a-zA-Z0-9]+$")
          @JsonPropertyDescription(
              "Key of the Secret that holds the kubeconfig. It must carry its certificates inline"
                  + " and may not run programs (exec) or name files. Default: kubeconfig.")
          @Nullable String key) {}

  /** The power envelope. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = Quantities.CAPACITY,
      fieldPath = ".capacity",
      messageExpression = Quantities.CAPACITY_MESSAGE)
  @ValidationRule(
      value = Quantities.PUE,
      fieldPath = ".pue",
      messageExpression = Quantities.PUE_MESSAGE)
  @ValidationRule(
      value = Quantities.BASE,
      fieldPath = ".base",
      messageExpression = Quantities.BASE_MESSAGE)
  @ValidationRule(
      value = Quantities.RESERVE,
      fieldPath = ".reserve",
      messageExpression = Quantities.RESERVE_MESSAGE)
  @ValidationRule(
      value = Quantities.ENVELOPE,
      fieldPath = ".capacity",
      messageExpression = Quantities.ENVELOPE_MESSAGE)
  public record Power(
      @Required
          @JsonPropertyDescription(
              "Power the site may draw at most, in watts. Example: \"1500k\" is 1.5 MW.")
          Quantity capacity,
      @Default("\"1.5\"")
          @JsonPropertyDescription(
              "Power usage effectiveness: what the site draws for each watt of its machines,"
                  + " cooling included. At least 1, at most 5. Default: 1.5, about the average of"
                  + " data centres; a measured value places more. Example: \"1.25\".")
          @Nullable Quantity pue,
      @Default("\"0\"")
          @JsonPropertyDescription(
              "What the site draws before any GPU pod runs (network, lighting, idle machines), in"
                  + " watts, cooling included. Default: 0.")
          @Nullable Quantity base,
      @Default("\"0\"") @JsonPropertyDescription("Watts of the capacity kept free. Default: 0.")
          @Nullable Quantity reserve,
      @JsonPropertyDescription(
              "Where the site's own measurement of its GPUs is. While pue × measured watts + base"
                  + " is above capacity - reserve, nothing new is placed here. It only narrows:"
                  + " what may be committed stays as it is, however little is measured.")
          @Nullable PowerMeasurement measured,
      @Default("Never")
          @JsonPropertyDescription(
              "What happens while the site is above its envelope, by what is measured or, where"
                  + " nothing is, by what is committed. Never: what runs stays. ByPriority: the"
                  + " workload of lowest priority that is disruption.preemptible leaves, then the"
                  + " next if that was not enough, one after the other. Default: Never.")
          @Nullable Shedding shedding) {}

  /** Whether workloads leave to save power. */
  public enum Shedding {
    Never,
    ByPriority
  }

  /** The site's place in the network. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  @ValidationRule(
      value = Cel.ACCESS_RTT,
      fieldPath = ".accessRtt",
      messageExpression = Cel.ACCESS_RTT_MESSAGE)
  public record Network(
      @Size(max = 16)
          @JsonPropertyDescription(
              "Round trip between a user and the exchange's own network, in us, ms or s, which"
                  + " every predicted RTT to the site includes. Without it the operator's model of"
                  + " an access network decides. Example: 2ms.")
          @Nullable String accessRtt) {}

  /** A taint of a whole site. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(Include.NON_NULL)
  public record SiteTaint(
      @Required
          @Size(min = 1, max = 316)
          @Pattern(
              "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")
          @JsonPropertyDescription("Key, as of a node's taint. Example: centralita.dev/trial.")
          String key,
      @Size(max = 63)
          @Pattern("^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$")
          @JsonPropertyDescription("Value, if the key alone does not say it.")
          @Nullable String value,
      @Required
          @Pattern("^(NoSchedule|NoExecute)$")
          @JsonPropertyDescription(
              "NoSchedule keeps new workloads away; NoExecute also moves what runs there.")
          String effect) {}
}
