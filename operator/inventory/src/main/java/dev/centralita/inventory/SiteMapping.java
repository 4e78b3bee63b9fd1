package dev.centralita.inventory;

import dev.centralita.api.EdgeSite;
import dev.centralita.api.EdgeSiteSpec;
import dev.centralita.inventory.Finding.Kind;
import dev.centralita.placement.Certification;
import dev.centralita.placement.Power;
import dev.centralita.placement.Reason;
import dev.centralita.placement.Taint;
import dev.centralita.placement.law.CertificationLevels;
import dev.centralita.placement.law.Jurisdictions;
import dev.centralita.placement.rtt.Durations;
import dev.centralita.placement.rtt.RttModel;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * EdgeSite to facts. The schema has refused most mistakes; what it cannot refuse, or what was
 * stored before it could, narrows: a certificate that is not understood does not count, a power
 * envelope that is not understood is empty, a place that is not understood closes the site.
 */
final class SiteMapping {
  /** The default of the schema, for objects stored without it. */
  private static final BigDecimal DEFAULT_PUE = new BigDecimal("1.5");

  /** A thousand times the largest exchange: beyond it a unit was mistaken. */
  private static final BigDecimal MOST_WATTS = BigDecimal.valueOf(1_000_000_000);

  private final EdgeSite site;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Generation> generations = new TreeMap<>();
  private boolean usable = true;

  SiteMapping(EdgeSite site) {
    this.site = site;
  }

  SiteReading read() {
    var spec = site.getSpec();
    var id = Objects.requireNonNullElse(site.getMetadata().getName(), "");
    if (spec == null || spec.location() == null || spec.jurisdiction() == null) {
      close("spec", "location or jurisdiction is missing, so nothing is placed at the site");
      var nothing =
          new SiteReading.Parts(
              List.of(), "", Set.of(), List.of(), "", 0, 0, 0, new Power(0, 1000, 0, 0));
      return new SiteReading(
          nothing.facts(id, SiteRegister.NOTHING),
          false,
          closed(),
          SiteRegister.NOTHING,
          null,
          Map.of(),
          findings);
    }
    var register = register(spec);
    var parts =
        new SiteReading.Parts(
            taints(spec),
            country(spec),
            controlledBy(spec),
            certifications(spec),
            Objects.requireNonNullElse(spec.carrier(), ""),
            degreesE6("spec.location.latitude", spec.location().latitude(), 90),
            degreesE6("spec.location.longitude", spec.location().longitude(), 180),
            accessMicros(spec),
            power(spec.power()));
    var meter = PowerMeter.of(spec, findings);
    return new SiteReading(
        parts.facts(id, register), usable, closed(), register, meter, generations, findings);
  }

  private @Nullable Reason closed() {
    if (site.getMetadata().getDeletionTimestamp() != null) {
      return Reason.Deleting;
    }
    var spec = site.getSpec();
    if (spec != null && Boolean.TRUE.equals(spec.drain())) {
      return Reason.Draining;
    }
    return spec != null && Boolean.TRUE.equals(spec.unschedulable()) ? Reason.Cordoned : null;
  }

  private static List<Taint> taints(EdgeSiteSpec spec) {
    var taints = new ArrayList<Taint>();
    for (var taint : orEmpty(spec.taints())) {
      var effect =
          "NoExecute".equals(taint.effect()) ? Taint.Effect.NoExecute : Taint.Effect.NoSchedule;
      taints.add(new Taint(taint.key(), Objects.requireNonNullElse(taint.value(), ""), effect));
    }
    return taints;
  }

  private String country(EdgeSiteSpec spec) {
    var country = Objects.requireNonNullElse(spec.location().country(), "");
    if (Jurisdictions.isCountry(country)) {
      return country;
    }
    close(
        "spec.location.country",
        "\"%s\" is not an ISO 3166-1 alpha-2 country code.\nMaybe a code in capitals, as in ES."
            .formatted(country));
    return "";
  }

  private Set<String> controlledBy(EdgeSiteSpec spec) {
    try {
      return Jurisdictions.compelling(orEmpty(spec.jurisdiction().controlledBy()));
    } catch (IllegalArgumentException e) {
      report(
          "spec.jurisdiction.controlledBy",
          "control counts as unknown, so workloads with excludedControl do not come: "
              + e.getMessage());
      return Set.of();
    }
  }

  private List<Certification> certifications(EdgeSiteSpec spec) {
    var held = new ArrayList<Certification>();
    var declared = orEmpty(spec.jurisdiction().certifications());
    for (var i = 0; i < declared.size(); i++) {
      var certificate = declared.get(i);
      try {
        // validUntil is the first moment at which it no longer counts.
        var last = OffsetDateTime.parse(certificate.validUntil()).toInstant().minusNanos(1);
        var rank = CertificationLevels.rank(certificate.scheme(), certificate.level());
        held.add(
            new Certification(
                certificate.scheme(), certificate.level(), rank, last.getEpochSecond()));
      } catch (IllegalArgumentException | DateTimeException e) {
        report(
            "spec.jurisdiction.certifications[%d]".formatted(i),
            "the certificate does not count: %s%s"
                .formatted(
                    e.getMessage(),
                    e instanceof DateTimeException ? ".\nMaybe 2027-06-30T00:00:00Z." : ""));
      }
    }
    return held;
  }

  private int degreesE6(String field, @Nullable String degrees, int most) {
    try {
      var value = new BigDecimal(Objects.requireNonNullElse(degrees, "").strip());
      if (value.precision() - value.scale() <= 4
          && value.abs().compareTo(BigDecimal.valueOf(most)) <= 0) {
        return value.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Answered below, like a number out of range.
    }
    close(
        field,
        "\"%s\" is not a decimal number from -%d to %d.\nMaybe decimal degrees, as in 40.4168."
            .formatted(degrees, most, most));
    return 0;
  }

  private int accessMicros(EdgeSiteSpec spec) {
    var declared = spec.network() == null ? null : spec.network().accessRtt();
    if (declared == null) {
      return RttModel.ACCESS_MICROS;
    }
    try {
      return Durations.micros(declared);
    } catch (IllegalArgumentException e) {
      close("spec.network.accessRtt", "the access round trip " + e.getMessage());
      return RttModel.ACCESS_MICROS;
    }
  }

  private Power power(EdgeSiteSpec.@Nullable Power power) {
    if (power == null) {
      report("spec.power", "is missing, so no GPU can be powered");
      return new Power(0, 1000, 0, 0);
    }
    var capacity = watts("spec.power.capacity", power.capacity(), RoundingMode.FLOOR);
    var base = watts("spec.power.base", orZero(power.base()), RoundingMode.CEILING);
    var reserve = watts("spec.power.reserve", orZero(power.reserve()), RoundingMode.CEILING);
    var pue = power.pue() == null ? DEFAULT_PUE : Amounts.of(power.pue());
    var sane =
        pue != null && pue.compareTo(BigDecimal.ONE) >= 0 && pue.compareTo(BigDecimal.TEN) <= 0;
    if (!sane) {
      report(
          "spec.power.pue",
          "\"%s\" is not a decimal from 1 to 10; no GPU can be powered.\nMaybe \"1.25\"."
              .formatted(power.pue()));
    }
    if (!sane || pue == null || capacity < 0 || base < 0 || reserve < 0) {
      return new Power(0, 1000, 0, 0);
    }
    var milli = pue.movePointRight(3).setScale(0, RoundingMode.CEILING).intValueExact();
    return new Power(capacity, milli, base, reserve);
  }

  /** −1 when it cannot be used. */
  private long watts(String field, @Nullable Quantity quantity, RoundingMode rounding) {
    var watts = Amounts.of(quantity);
    if (watts == null || watts.signum() < 0 || watts.compareTo(MOST_WATTS) > 0) {
      report(
          field,
          "\"%s\" is not a number of watts from 0 to 1G.\nMaybe \"1500k\" for 1.5 MW."
              .formatted(quantity));
      return -1;
    }
    return watts.setScale(0, rounding).longValueExact();
  }

  private SiteRegister register(EdgeSiteSpec spec) {
    var ceilings = new TreeMap<String, Integer>();
    var watts = new TreeMap<String, Integer>();
    var declared = orEmpty(spec.accelerators());
    for (var i = 0; i < declared.size(); i++) {
      var field = "spec.accelerators[%d]".formatted(i);
      var accelerator = declared.get(i);
      var product = Products.canonical(accelerator.product());
      var count = Math.max(0, accelerator.count());
      if (ceilings.containsKey(product)) {
        report(field + ".product", product + " is declared twice; the smaller count holds");
      }
      ceilings.merge(product, count, Math::min);
      var generation = Generation.of(accelerator, field, findings);
      if (generation != null) {
        generations.put(product, generation);
      }
      if (accelerator.watts() != null) {
        watts.put(
            product, (int) watts(field + ".watts", accelerator.watts(), RoundingMode.CEILING));
      } else if (Products.find(product).isEmpty()) {
        report(
            field + ".watts",
            "no watts are known of product %s, so nothing is placed on it.\nMaybe declare watts%s."
                .formatted(
                    product, Products.nearest(product).map(n -> ", or write " + n).orElse("")));
      }
    }
    var local = spec.connection() == null ? null : spec.connection().local();
    Map<String, String> selector = local == null ? null : local.nodeSelector();
    return new SiteRegister(selector, watts, ceilings);
  }

  private void close(String field, String message) {
    usable = false;
    report(field, message);
  }

  private void report(String field, String message) {
    findings.add(new Finding(Kind.InvalidField, field, message));
  }

  private static Quantity orZero(@Nullable Quantity quantity) {
    return quantity == null ? new Quantity("0") : quantity;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
