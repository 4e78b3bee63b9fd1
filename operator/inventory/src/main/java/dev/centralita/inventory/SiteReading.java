package dev.centralita.inventory;

import dev.centralita.api.EdgeSite;
import dev.centralita.placement.Ceiling;
import dev.centralita.placement.Certification;
import dev.centralita.placement.Commissioned;
import dev.centralita.placement.Power;
import dev.centralita.placement.Reason;
import dev.centralita.placement.SiteFacts;
import dev.centralita.placement.Taint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An EdgeSite as understood.
 *
 * @param declared what the register says of the site, open to placement and observed
 * @param usable false when a field without which nothing can be decided (place, access) is invalid
 * @param closed why people closed the site; null if they did not
 * @param register what the site's {@link SiteInventory} must know
 * @param meter what measures the site's power; null if nothing does
 * @param generations by canonical product, where a day is declared
 * @param findings what could not be used, empty if all was
 */
public record SiteReading(
    SiteFacts declared,
    boolean usable,
    @Nullable Reason closed,
    SiteRegister register,
    @Nullable PowerMeter meter,
    Map<String, Generation> generations,
    List<Finding> findings) {

  public SiteReading {
    generations = Map.copyOf(generations);
    findings = List.copyOf(findings);
  }

  /** Reads a site; whatever is in it, there is a reading. */
  public static SiteReading of(EdgeSite site) {
    return new SiteMapping(site).read();
  }

  /**
   * The facts for the solver.
   *
   * @param observed the site's first full list has been seen
   * @param unreachable why the connection lets nothing be placed ({@code Unreachable}, {@code
   *     Quarantined}); null if it does. What people asked for (deleting, draining) wins over it,
   *     because it says what becomes of the workloads there.
   */
  public SiteFacts facts(boolean observed, @Nullable Reason unreachable) {
    var reason = reason(unreachable);
    return new SiteFacts(
        declared.id(),
        reason == null,
        reason,
        observed,
        declared.taints(),
        declared.country(),
        declared.controlledBy(),
        declared.certifications(),
        declared.carrier(),
        declared.latitudeE6(),
        declared.longitudeE6(),
        declared.accessRttMicros(),
        declared.power(),
        declared.ceilings(),
        commissioned());
  }

  private List<Commissioned> commissioned() {
    return generations.entrySet().stream()
        .map(entry -> entry.getValue().of(entry.getKey()))
        .sorted(Comparator.comparing(Commissioned::product))
        .toList();
  }

  private @Nullable Reason reason(@Nullable Reason unreachable) {
    if (closed == Reason.Deleting || closed == Reason.Draining) {
      return closed;
    }
    if (!usable) {
      return Reason.Quarantined;
    }
    return unreachable != null ? unreachable : closed;
  }

  /** The parts of {@link SiteFacts} that come from the register. */
  record Parts(
      List<Taint> taints,
      String country,
      Set<String> controlledBy,
      List<Certification> certifications,
      String carrier,
      int latitudeE6,
      int longitudeE6,
      int accessMicros,
      Power power) {

    SiteFacts facts(String id, SiteRegister register) {
      var ceilings = new ArrayList<Ceiling>();
      register.ceilings().forEach((product, count) -> ceilings.add(new Ceiling(product, count)));
      ceilings.sort((a, b) -> a.product().compareTo(b.product()));
      return new SiteFacts(
          id,
          true,
          null,
          true,
          taints,
          country,
          controlledBy,
          certifications,
          carrier,
          latitudeE6,
          longitudeE6,
          accessMicros,
          power,
          ceilings);
    }
  }
}
