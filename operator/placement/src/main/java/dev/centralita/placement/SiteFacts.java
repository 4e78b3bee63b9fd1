package dev.centralita.placement;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the hub's register says of a site.
 *
 * @param id stable; ties between sites are broken by it
 * @param schedulable false when nothing new may come
 * @param unschedulableReason why not; null counts as {@link Reason#Cordoned}
 * @param observed false until the site's first full list; nothing is placed there before
 * @param country ISO 3166-1 alpha-2, whose law is in force
 * @param controlledBy countries that can compel whoever runs it; empty means unknown
 * @param accessRttMicros round trip inside the exchange's access network
 * @param ceilings what is declared per product; empty declares no limit, otherwise a product not in
 *     the list has none
 * @param commissioned when its GPUs went into service, where that is declared
 */
public record SiteFacts(
    String id,
    boolean schedulable,
    @Nullable Reason unschedulableReason,
    boolean observed,
    List<Taint> taints,
    String country,
    Set<String> controlledBy,
    List<Certification> certifications,
    String carrier,
    int latitudeE6,
    int longitudeE6,
    int accessRttMicros,
    Power power,
    List<Ceiling> ceilings,
    List<Commissioned> commissioned) {

  public SiteFacts {
    taints = List.copyOf(taints);
    controlledBy = Set.copyOf(controlledBy);
    certifications = List.copyOf(certifications);
    ceilings = List.copyOf(ceilings);
    commissioned = List.copyOf(commissioned);
  }

  /** A site whose GPUs have no age. */
  public SiteFacts(
      String id,
      boolean schedulable,
      @Nullable Reason unschedulableReason,
      boolean observed,
      List<Taint> taints,
      String country,
      Set<String> controlledBy,
      List<Certification> certifications,
      String carrier,
      int latitudeE6,
      int longitudeE6,
      int accessRttMicros,
      Power power,
      List<Ceiling> ceilings) {
    this(
        id,
        schedulable,
        unschedulableReason,
        observed,
        taints,
        country,
        controlledBy,
        certifications,
        carrier,
        latitudeE6,
        longitudeE6,
        accessRttMicros,
        power,
        ceilings,
        List.of());
  }

  /** Whether the other facts put it as near to everybody, with GPUs as old. */
  boolean isWhere(SiteFacts other) {
    return latitudeE6 == other.latitudeE6
        && longitudeE6 == other.longitudeE6
        && accessRttMicros == other.accessRttMicros
        && commissioned.equals(other.commissioned);
  }
}
